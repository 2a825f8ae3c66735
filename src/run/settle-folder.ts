import { readJournal, removeJournal } from '../results/write/journal.js';
import { settleResults } from '../results/write/settle.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { ModelPlan, RunPlan } from './plan.js';
import { settleBias } from './settle-bias.js';
import { writeTypology } from './typology.js';

/**
 * Makes all files of a revision folder one truth again, from what lies there: first the cells of
 * the journal, then what is derived from all cells. The end of a run and the start of the next are
 * this one step, so that a run that was cut leaves the same files. Only for the holder of the run's
 * lock.
 * @returns the files that changed, and the result files of the cells that came
 * @throws GB_RESULT_INVALID when a stored file is broken: the journal stays; GB_WRITE_FAILED
 */
export async function settleFolder(model: ModelPlan, plan: RunPlan): Promise<string[]> {
  const { folder } = model;
  const content = await readJournal(folder);
  const results = await settleResults(folder, content);
  const reports = await settleBias(folder, content, definitions(plan));
  await removeJournal(folder);
  return [...results, ...reports, ...(await writeTypology(model, plan))];
}

function definitions(plan: RunPlan): ReadonlyMap<string, TaskDefinition> {
  return new Map([...plan.tasks].map(([name, { definition }]) => [name, definition]));
}
