import type { ZeroShot } from '../../types/generated/factorial.js';
import type { TaskDefinition } from '../../types/generated/task.js';

/**
 * MTEB's rule (`ModelMeta.is_zero_shot_on`, mteb 2.26.24): no training data named like the task or
 * like a relative of it, where relatives are tasks that one was adapted from, in either direction
 * and over any number of steps.
 */
export function zeroShot(
  trainingData: readonly string[] | undefined,
  task: string,
  definitions: ReadonlyMap<string, Pick<TaskDefinition, 'adapted_from'>>,
): ZeroShot {
  if (trainingData === undefined) return 'unknown';
  const related = relatives(task, definitions);
  return trainingData.some((name) => related.has(name)) ? 'no' : 'yes';
}

function relatives(
  task: string,
  definitions: ReadonlyMap<string, Pick<TaskDefinition, 'adapted_from'>>,
): ReadonlySet<string> {
  const found = new Set([task]);
  for (const name of found) {
    for (const parent of definitions.get(name)?.adapted_from ?? []) found.add(parent);
    for (const [other, { adapted_from: parents }] of definitions)
      if (parents?.includes(name) === true) found.add(other);
  }
  return found;
}
