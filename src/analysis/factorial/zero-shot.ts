import type { ZeroShot } from '../../types/generated/factorial.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { isKnownName, withRelatives } from '../contamination/training-data.js';

/**
 * Whether a model is zero-shot on a task. `no` by MTEB's rule (`ModelMeta.is_zero_shot_on`, mteb
 * 2.26.24): training data named like the task or like a relative of it, where relatives are tasks
 * that one was adapted from or supersedes, in either direction and over any number of steps. `yes`
 * only where every name is one that MTEB knows; else `unknown`.
 */
export function zeroShot(
  trainingData: readonly string[] | undefined,
  task: string,
  definitions: ReadonlyMap<string, Pick<TaskDefinition, 'adapted_from'>>,
): ZeroShot {
  if (trainingData === undefined) return 'unknown';
  const related = relatives(task, definitions);
  if (trainingData.some((name) => related.has(name))) return 'no';
  const known = (name: string): boolean => isKnownName(name) || definitions.has(name);
  return trainingData.every(known) ? 'yes' : 'unknown';
}

function relatives(
  task: string,
  definitions: ReadonlyMap<string, Pick<TaskDefinition, 'adapted_from'>>,
): ReadonlySet<string> {
  const found = withRelatives([task]);
  for (const name of found) {
    const parents = definitions.get(name)?.adapted_from ?? [];
    const children = [...definitions].flatMap(([other, { adapted_from: from }]) =>
      from?.includes(name) === true ? [other] : [],
    );
    for (const other of withRelatives([...parents, ...children])) found.add(other);
  }
  return found;
}
