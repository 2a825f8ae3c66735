import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { GlottobenchError } from '../base/errors.js';
import { parseJson, readText } from '../base/json.js';
import { didYouMean } from '../base/suggest.js';
import type { TaskDefinition } from '../types/generated/task.js';
import {
  isFolderPath,
  isPath,
  jsonFiles,
  SHIPPED_FOLDERS,
  shippedPath,
  userTaskFolders,
} from './task-folders.js';
import { readIndex } from './task-index.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/**
 * Loads one task definition and reads no other file.
 * A name is looked up in tasks/own, tasks/mteb, tasks/mteb-aggregate, then in the user's folders
 * (`GLOTTOBENCH_TASKS`); a path (`./my.json`) is read as it is. Shipped definitions are checked by
 * our tests, a user's file is validated here.
 * @throws GB_TASK_UNKNOWN with near names, GB_TASK_INVALID with every fault, GB_NOT_FOUND for a
 * path without a file
 */
export async function loadTask(
  nameOrPath: string,
  userFolders: readonly string[] = userTaskFolders(),
): Promise<TaskDefinition> {
  if (isPath(nameOrPath)) return loadUserTask(nameOrPath);
  if (NAME.test(nameOrPath)) {
    const shipped = await shippedDefinition(nameOrPath);
    if (shipped !== undefined) return withExactName(shipped, nameOrPath);
    const own = userFolders
      .map((folder) => join(folder, `${nameOrPath}.json`))
      .find((path) => existsSync(path));
    if (own !== undefined) return loadUserTask(own);
  }
  throw await unknownTask(nameOrPath, userFolders);
}

/** The definition that ships under a name, undefined where none does. */
export async function shippedDefinition(name: string): Promise<TaskDefinition | undefined> {
  const path = SHIPPED_FOLDERS.map((folder) => shippedPath(folder, `${name}.json`)).find((file) =>
    existsSync(file),
  );
  if (path === undefined) return undefined;
  return parseJson(await readText(path), path, 'GB_TASK_INVALID') as unknown as TaskDefinition;
}

// A file system that ignores case finds xquadretrieval.json: the name must still be the task's.
async function withExactName(task: TaskDefinition, name: string): Promise<TaskDefinition> {
  if (task.name !== name) throw await unknownTask(name, []);
  return task;
}

/**
 * Reads and validates a definition of the user. A data folder `./x` lies beside the definition and
 * becomes absolute.
 */
export async function loadUserTask(path: string): Promise<TaskDefinition> {
  const { validateTaskText } = await import('./validate-task.js');
  const text = await readText(path);
  const faults = (await validateTaskText(text, path)).filter((issue) => issue.severity === 'error');
  if (faults.length > 0) {
    throw new GlottobenchError(
      'GB_TASK_INVALID',
      `the task definition has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}`,
      { file: path, issues: faults, hint: 'docs/adding-a-task.md tells what a definition holds' },
    );
  }
  return withDataBeside(JSON.parse(text) as TaskDefinition, path);
}

/**
 * Definitions of earlier releases counted `./x` from the shell: where it lies only there, it stays
 * as it is, and who opens it says so.
 */
function withDataBeside(definition: TaskDefinition, file: string): TaskDefinition {
  const { path } = definition.dataset;
  if (!isFolderPath(path) || isAbsolute(path) || path.startsWith('~')) return definition;
  const beside = resolve(dirname(file), path);
  if (!existsSync(beside) && existsSync(path)) return definition;
  return { ...definition, dataset: { ...definition.dataset, path: beside } };
}

/** Names of all tasks that `loadTask` finds by name. */
export async function taskNames(
  userFolders: readonly string[] = userTaskFolders(),
): Promise<string[]> {
  const own = await Promise.all(userFolders.map((folder) => jsonFiles(folder)));
  return [
    ...(await readIndex()).tasks.map((task) => task.name),
    ...own.flat().map((path) => basename(path, '.json')),
  ];
}

async function unknownTask(
  name: string,
  userFolders: readonly string[],
): Promise<GlottobenchError> {
  const near = didYouMean(name, await taskNames(userFolders));
  const index = await readIndex();
  const hiddenIn = index.benchmarks.find((benchmark) => benchmark.hidden_tasks.includes(name));
  if (hiddenIn !== undefined) {
    return new GlottobenchError(
      'GB_TASK_UNKNOWN',
      `"${name}" is a private task of ${hiddenIn.name}: only its name is public`,
    );
  }
  const benchmark = index.benchmarks.find(
    (entry) => entry.name === name || entry.aliases.includes(name),
  );
  const hint =
    benchmark !== undefined
      ? `this is a benchmark: --benchmark "${benchmark.name}" names all its tasks`
      : near.length > 0
        ? `did you mean: ${near.join(', ')}?`
        : 'glottobench tasks list shows all tasks';
  return new GlottobenchError('GB_TASK_UNKNOWN', `there is no task "${name}"`, { hint });
}
