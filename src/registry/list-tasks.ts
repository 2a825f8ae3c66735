import type { Setting } from '../types/dataset.js';
import { loadUserTask } from './load-task.js';
import { runnability, type Runnability } from './runnability.js';
import { jsonFiles, userTaskFolders } from './task-folders.js';
import { readIndex, taskEntry, type TaskEntry } from './task-index.js';

/**
 * All conditions must hold; within one, any of its values. Values are compared as they are;
 * `matchValues` reads what a user types.
 */
export interface TaskFilter {
  readonly types?: ReadonlySet<string>;
  /** Wants a task with a language tag (`iso639-3-Script`) that passes. */
  readonly language?: (tag: string) => boolean;
  readonly domains?: ReadonlySet<string>;
  readonly loaders?: ReadonlySet<string>;
  readonly settings?: ReadonlySet<Setting>;
  /** Names of the only tasks wanted (those of a benchmark). */
  readonly names?: ReadonlySet<string>;
  readonly multilingual?: boolean;
  readonly runnable?: boolean;
}

/** One line of a list. */
export type TaskSummary = TaskEntry & Runnability;

/**
 * Shipped tasks and those of the user's folders that pass the filter, in the order of the folders,
 * then by name. Opens no shipped definition. @throws GB_TASK_INVALID for a broken file in a user's
 * folder
 */
export async function listTasks(
  filter: TaskFilter = {},
  userFolders: readonly string[] = userTaskFolders(),
): Promise<TaskSummary[]> {
  const shipped = (await readIndex()).tasks;
  const known = new Set(shipped.map((task) => task.name));
  const own: TaskEntry[] = [];
  for (const path of (await Promise.all(userFolders.map((folder) => jsonFiles(folder)))).flat()) {
    const entry = taskEntry(await loadUserTask(path), path);
    // The shipped task is the one that its name loads.
    if (!known.has(entry.name)) own.push(entry);
    known.add(entry.name);
  }
  const all = [...shipped, ...own];
  const byName = new Map(all.map((task) => [task.name, task]));
  return all
    .filter((task) => passes(task, filter))
    .map((task) => ({ ...task, ...runnabilityOf(task, byName) }))
    .filter((task) => filter.runnable === undefined || task.runnable === filter.runnable);
}

/** An aggregate task runs if all its members do. */
function runnabilityOf(task: TaskEntry, byName: ReadonlyMap<string, TaskEntry>): Runnability {
  const self = runnability({ loader: task.loader, scoring: { kind: task.scoring } });
  if (!self.runnable || task.tasks === undefined) return self;
  const failing = task.tasks.filter((name) => {
    const member = byName.get(name);
    return member === undefined || !runnabilityOf(member, byName).runnable;
  });
  return failing.length === 0
    ? self
    : {
        ...self,
        runnable: false,
        reasons: [
          `${failing.length} of its ${task.tasks.length} tasks do not run: ${failing.join(', ')}`,
        ],
      };
}

function passes(task: TaskEntry, filter: TaskFilter): boolean {
  const { types, language, domains, loaders, settings, names, multilingual } = filter;
  return (
    (types === undefined || types.has(task.type)) &&
    (language === undefined || task.languages.some(language)) &&
    (domains === undefined || task.domains.some((domain) => domains.has(domain))) &&
    (loaders === undefined || loaders.has(task.loader.kind)) &&
    (settings === undefined || task.settings.some((setting) => settings.has(setting))) &&
    (names === undefined || names.has(task.name)) &&
    (multilingual === undefined || task.multilingual === multilingual)
  );
}
