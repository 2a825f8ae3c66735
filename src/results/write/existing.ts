import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { SubsetScores, TaskResult } from '../../types/generated/task-result.js';
import { resultPath } from '../layout.js';
import { readTaskResult } from '../read/task-result.js';
import type { JournalCell } from './journal.js';

/**
 * What a resumed run need not do again: cells with a main score and every own score that the task
 * now asks for.
 */
interface ExistingScores {
  /** Split to subset to main score; empty when nothing can be kept. */
  readonly mainScores: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /**
   * Dataset revision of a stored result that cannot be kept, because the task now names another
   * one.
   */
  readonly otherRevision: string | undefined;
}

const NOTHING: ExistingScores = { mainScores: new Map(), otherRevision: undefined };

/**
 * The (split, subset) cells of a task that are already scored in a revision folder.
 * @param unsettled cells of the journal, which are not yet in the result file
 * @throws GB_RESULT_INVALID when the file is there but broken: running over it would hide a fault
 */
export async function readExisting(
  folder: string,
  task: TaskDefinition,
  unsettled: readonly JournalCell[] = [],
): Promise<ExistingScores> {
  const stored = await readStored(resultPath(folder, task.name), task.name);
  const newer = unsettled.map(({ result }) => result);
  const results = [...(stored === undefined ? [] : [stored]), ...newer].filter(
    ({ task_name }) => task_name === task.name,
  );
  const last = results.at(-1);
  if (last === undefined) return NOTHING;
  if (last.dataset_revision !== task.dataset.revision)
    return { ...NOTHING, otherRevision: last.dataset_revision };
  const mainScores = new Map<string, Map<string, number>>();
  for (const { scores, dataset_revision } of results) {
    if (dataset_revision !== task.dataset.revision) continue;
    for (const [split, entries] of Object.entries(scores)) {
      const known = mainScores.get(split) ?? new Map<string, number>();
      for (const entry of entries) {
        if (isWhole(entry, task)) known.set(entry.hf_subset, entry.main_score);
        else known.delete(entry.hf_subset);
      }
      mainScores.set(split, known);
    }
  }
  return { mainScores, otherRevision: undefined };
}

function isWhole(entry: SubsetScores, task: TaskDefinition): boolean {
  return (
    Number.isFinite(entry.main_score) &&
    (task.extra_scores ?? []).every((key) => Object.hasOwn(entry, key))
  );
}

/**
 * The stored result of a task, or undefined when there is none.
 * @throws GB_RESULT_INVALID when the file is broken or holds another task: it is not ours to
 * overwrite
 */
export async function readStored(path: string, task: string): Promise<TaskResult | undefined> {
  if (!existsSync(path)) return undefined;
  const { result } = await readTaskResult(path);
  if (result.task_name === task) return result;
  throw new GlottobenchError(
    'GB_RESULT_INVALID',
    `holds the task ${result.task_name}, not ${task}`,
    {
      file: path,
      pointer: '/task_name',
      hint: 'move the file away, or write into another folder',
    },
  );
}
