import type { TaskDefinition } from '../../types/generated/task.js';
import type { MtebTask } from './task-score.js';

/**
 * What of a definition decides which scores count. A benchmark may cut a task to some splits and
 * subsets.
 */
export function toMtebTask(
  definition: TaskDefinition,
  cut: {
    readonly splits?: readonly string[] | null | undefined;
    readonly subsets?: readonly string[] | null | undefined;
  } = {},
): MtebTask {
  const languages = definition.eval_langs;
  const subsets: [string, readonly string[]][] = Array.isArray(languages)
    ? [['default', languages]]
    : Object.entries(languages);
  const wanted = cut.subsets ?? undefined;
  return {
    name: definition.name,
    type: definition.type,
    splits: cut.splits ?? definition.eval_splits,
    subsets: new Map(
      wanted === undefined ? subsets : subsets.filter(([subset]) => wanted.includes(subset)),
    ),
    aggregate: definition.tasks !== undefined && definition.tasks.length > 0,
  };
}
