import { isGlottobenchError, type GlottobenchError } from '../base/errors.js';
import { loadTask } from '../registry/load-task.js';
import { readResults } from '../results/read/results.js';
import { taskFacts } from '../results/task-facts.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { StoredScores } from '../types/stored-scores.js';

export interface LoadedResults {
  readonly stored: readonly StoredScores[];
  /** Definitions of the tasks that occur, where the registry has them. */
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  /** Files that are broken as files; everything else was read. */
  readonly broken: readonly GlottobenchError[];
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
  const definitions = new Map<string, Promise<TaskDefinition | undefined>>();
  const find = (name: string): Promise<TaskDefinition | undefined> => {
    const found = definitions.get(name) ?? loadTask(name).catch(unknownTask);
    definitions.set(name, found);
    return found;
  };
  const stored: StoredScores[] = [];
  const broken: GlottobenchError[] = [];
  const lookup = async (name: string): Promise<ReturnType<typeof taskFacts> | undefined> => {
    const definition = await find(name);
    return definition === undefined ? undefined : taskFacts(definition);
  };
  for await (const result of readResults(path, {
    lookup,
    ...(only === undefined ? {} : { tasks: only }),
    onBroken: (error) => broken.push(error),
  }))
    stored.push(result);
  const tasks = new Map<string, TaskDefinition>();
  for (const name of [...new Set(stored.map((entry) => entry.result.task_name))].sort()) {
    const definition = await find(name);
    if (definition !== undefined) tasks.set(name, definition);
  }
  return { stored, tasks, broken };
}

// The leaderboard holds tasks of later releases and private ones: their scores count, only their definition is not known.
function unknownTask(error: unknown): undefined {
  if (isGlottobenchError(error) && error.code === 'GB_TASK_UNKNOWN') return undefined;
  throw error;
}
