import type { GlottobenchError } from '../base/errors.js';
import { readResults, type StoredResult } from '../results/read/results.js';
import { TaskDefinitions } from '../results/read/task-definitions.js';
import type { TaskDefinition } from '../types/generated/task.js';

export interface LoadedResults {
  readonly stored: readonly StoredResult[];
  /** Definitions of the tasks that occur, from the registry or from the manifest of their run. */
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  /** Files that are broken as files; everything else was read. */
  readonly broken: readonly GlottobenchError[];
  /** Definitions that contradict each other. */
  readonly warnings: readonly string[];
}

/**
 * Reads every result below a path with the definitions of its tasks.
 * @param only read files of these tasks
 * @throws GB_NOT_FOUND without the path
 */
export async function loadResults(
  path: string,
  only?: ReadonlySet<string>,
): Promise<LoadedResults> {
  const definitions = new TaskDefinitions();
  const stored: StoredResult[] = [];
  const broken: GlottobenchError[] = [];
  for await (const result of readResults(path, {
    lookup: definitions.lookup,
    ...(only === undefined ? {} : { tasks: only }),
    onBroken: (error) => broken.push(error),
  }))
    stored.push(result);
  return { stored, tasks: definitions.found, broken, warnings: definitions.warnings };
}
