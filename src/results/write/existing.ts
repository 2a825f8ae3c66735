import { existsSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { TaskResult } from '../../types/generated/task-result.js';
import { resultPath } from '../layout.js';
import { readTaskResult } from '../read/task-result.js';

/** What a resumed run need not do again: cells with a main score and every own score that the task now asks for. */
export interface ExistingScores {
  /** Split to subset to main score; empty when nothing can be kept. */
  readonly mainScores: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Dataset revision of a stored result that cannot be kept, because the task now names another one. */
  readonly otherRevision: string | undefined;
}

const NOTHING: ExistingScores = { mainScores: new Map(), otherRevision: undefined };

/**
 * The (split, subset) cells of a task that are already scored in a revision folder.
 * @throws GB_RESULT_INVALID when the file is there but broken: running over it would hide a fault
 */
export async function readExisting(folder: string, task: TaskDefinition): Promise<ExistingScores> {
  const result = await readStored(resultPath(folder, task.name), task.name);
  if (result === undefined) return NOTHING;
  if (result.dataset_revision !== task.dataset.revision)
    return { ...NOTHING, otherRevision: result.dataset_revision };
  const mainScores = new Map<string, Map<string, number>>();
  for (const [split, entries] of Object.entries(result.scores)) {
    const whole = entries.filter(
      (entry) =>
        Number.isFinite(entry.main_score) &&
        (task.extra_scores ?? []).every((key) => Object.hasOwn(entry, key)),
    );
    mainScores.set(split, new Map(whole.map((entry) => [entry.hf_subset, entry.main_score])));
  }
  return { mainScores, otherRevision: undefined };
}

/**
 * The stored result of a task, or undefined when there is none.
 * @throws GB_RESULT_INVALID when the file is broken or holds another task: it is not ours to overwrite
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
