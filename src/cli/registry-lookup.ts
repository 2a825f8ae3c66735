import { isGlottobenchError } from '../base/errors.js';
import { loadTask } from '../registry/load-task.js';
import { loaderFacts } from '../registry/loader-kinds.js';
import { taskFacts, type TaskFacts, type TaskLookup } from '../results/task-facts.js';

/** Task definitions of the registry for the results layer, each loaded once; an unknown name is undefined. */
export function registryLookup(): TaskLookup {
  const known = new Map<string, Promise<TaskFacts | undefined>>();
  return (name) => {
    const found = known.get(name) ?? load(name);
    known.set(name, found);
    return found;
  };
}

async function load(name: string): Promise<TaskFacts | undefined> {
  // A name is never a path here: a result could otherwise point at any file.
  if (/[/\\]|\.json$/i.test(name)) return undefined;
  try {
    const definition = await loadTask(name);
    return {
      ...taskFacts(definition),
      openSubsets: loaderFacts(definition.loader.kind)?.openSubsets,
    };
  } catch (error) {
    if (isGlottobenchError(error) && error.code === 'GB_TASK_UNKNOWN') return undefined;
    throw error;
  }
}
