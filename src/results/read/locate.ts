import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { compareCodePoints } from '../../base/python.js';
import { EXPERIMENTS_FOLDER, MODEL_META_FILE } from '../layout.js';

/** One folder of results: a revision, or an experiment below it. */
export interface ResultFolder {
  readonly folder: string;
  /** Names of the folders that hold it. */
  readonly modelFolder: string;
  readonly revision: string;
  /** Name of the experiment folder, null for the plain results. */
  readonly experiment: string | null;
  readonly hasModelMeta: boolean;
  /**
   * Names of the result files, sorted: every `*.json` but `model_meta.json`, as mteb's loaders
   * match them.
   */
  readonly files: readonly string[];
}

/**
 * Finds the result folders of a path: one result file, a revision, a model, a `results` tree, or a
 * folder of such trees. A folder of results is one that holds `model_meta.json`, that lies in a
 * folder `<org>__<name>`, or that was named itself. Folders of other things (`runs`, `typology`,
 * `queries`, ...) lie below a revision and are never looked into.
 * @throws GB_NOT_FOUND without such a path
 */
export async function* locateResults(path: string): AsyncGenerator<ResultFolder> {
  const start = resolve(path);
  const kind = await stat(start).catch(() => undefined);
  if (kind === undefined)
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such file or folder', { file: path });
  if (kind.isDirectory()) {
    yield* walk(start, true);
    return;
  }
  const folder = describe(dirname(start), await list(dirname(start)));
  const name = basename(start);
  yield { ...folder, files: name === MODEL_META_FILE ? [] : [name] };
}

async function* walk(folder: string, given: boolean): AsyncGenerator<ResultFolder> {
  const entries = await list(folder);
  const isModel = basename(folder).includes('__');
  const holdsJson = entries.some((entry) => isJson(entry));
  const isResults =
    entries.some((entry) => entry.name === MODEL_META_FILE) ||
    (holdsJson &&
      (basename(dirname(folder)).includes('__') ||
        (given && !isModel && !(await holdsTree(folder, entries)))));
  if (isResults) {
    yield describe(folder, entries);
    const experiments = join(folder, EXPERIMENTS_FOLDER);
    if (!entries.some((entry) => entry.isDirectory() && entry.name === EXPERIMENTS_FOLDER)) return;
    for (const name of folderNames(await list(experiments))) {
      const inner = await list(join(experiments, name));
      if (inner.some(isJson)) yield describe(join(experiments, name), inner);
    }
    return;
  }
  for (const name of folderNames(entries)) yield* walk(join(folder, name), false);
}

/**
 * A given folder with a stray JSON file may still be a tree: it then has a model's folder in it.
 */
async function holdsTree(folder: string, entries: readonly Dirent[]): Promise<boolean> {
  for (const name of folderNames(entries)) {
    if (name.includes('__')) return true;
    if (name === 'results' && folderNames(await list(join(folder, name))).length > 0) return true;
  }
  return false;
}

function describe(folder: string, entries: readonly Dirent[]): ResultFolder {
  const isExperiment = basename(dirname(folder)) === EXPERIMENTS_FOLDER;
  const revision = isExperiment ? dirname(dirname(folder)) : folder;
  return {
    folder,
    modelFolder: basename(dirname(revision)),
    revision: basename(revision),
    experiment: isExperiment ? basename(folder) : null,
    hasModelMeta: entries.some((entry) => entry.name === MODEL_META_FILE),
    files: entries
      .filter((entry) => isJson(entry) && entry.name !== MODEL_META_FILE)
      .map((entry) => entry.name),
  };
}

function isJson(entry: Dirent): boolean {
  return entry.name.endsWith('.json') && !entry.isDirectory();
}

function folderNames(entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
}

async function list(folder: string): Promise<Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) =>
      compareCodePoints(a.name, b.name),
    );
  } catch (error) {
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
      { file: folder, cause: error },
    );
  }
}
