import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { modelFolder } from '../../results/layout.js';
import { readResults, type StoredResult } from '../../results/read/results.js';
import { TaskDefinitions } from '../../results/read/task-definitions.js';
import { readManifest } from '../../results/write/run-manifest.js';
import type { Backbone } from '../../types/language.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { joinRevisions } from '../mteb/join-revisions.js';
import { modelResults, type ModelResults } from './model-results.js';

export interface FindOptions {
  /** Results tree in which names are looked up. */
  readonly out: string;
  readonly tasks?: ReadonlySet<string> | undefined;
  readonly backbones?: ReadonlyMap<string, Backbone> | undefined;
  readonly metric?: string | undefined;
}

export interface FoundModels {
  readonly models: readonly ModelResults[];
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  /** Files that could not be read, and choices that were made. */
  readonly warnings: readonly string[];
}

/**
 * Opens models named `org/name`, `name`, either with `@revision` (its beginning is enough), or by a revision folder.
 * Without names, every model of the tree.
 * @throws GB_NOT_FOUND without the tree, GB_MODEL_UNKNOWN with near names, GB_USAGE where a name fits several models
 */
export async function findModels(
  names: readonly string[],
  options: FindOptions,
): Promise<FoundModels> {
  const reader = new ResultReader(options);
  const models: ModelResults[] = [];
  if (names.length === 0)
    for (const path of await modelFolders(options.out)) models.push(...(await reader.read(path)));
  for (const name of names)
    models.push(...(await reader.read(...(await locate(name, options.out)))));
  const { found, warnings } = reader.definitions;
  return { models, tasks: found, warnings: [...reader.warnings, ...warnings] };
}

async function modelFolders(out: string): Promise<string[]> {
  const entries = await readdir(out, { withFileTypes: true }).catch(() => {
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such results folder', {
      file: out,
      hint: 'glottobench run writes one; --out names another',
    });
  });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.includes('__'))
    .map((entry) => join(out, entry.name))
    .sort();
}

/** The folder of a name and the beginning of its revision. */
async function locate(name: string, out: string): Promise<[path: string, revision?: string]> {
  if (existsSync(name) && (name.includes('/') || name.includes('\\'))) return [name];
  const cut = name.lastIndexOf('@');
  const [model, revision] = cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : [name, undefined];
  const folders = await modelFolders(out);
  const known = folders.map((path) => path.slice(dirname(path).length + 1));
  const exact = known.filter((folder) => folder === modelFolder(model));
  const fitting =
    exact.length > 0 ? exact : known.filter((folder) => folder.endsWith(`__${modelFolder(model)}`));
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined)
    return revision === undefined ? [join(out, only)] : [join(out, only), revision];
  const all = known.map((folder) => folder.replace('__', '/'));
  if (fitting.length > 1)
    throw new GlottobenchError('GB_USAGE', `"${model}" fits several models`, {
      file: out,
      hint: `one of: ${fitting.map((folder) => folder.replace('__', '/')).join(', ')}`,
    });
  const near = didYouMean(model, [...all, ...all.map((one) => one.slice(one.indexOf('/') + 1))]);
  throw new GlottobenchError('GB_MODEL_UNKNOWN', `there are no results of "${model}"`, {
    file: out,
    hint:
      near.length > 0
        ? `did you mean: ${near.join(', ')}?`
        : `models here: ${all.slice(0, 8).join(', ') || 'none'}`,
  });
}

class ResultReader {
  readonly definitions = new TaskDefinitions();
  readonly warnings: string[] = [];

  constructor(readonly options: FindOptions) {}

  async read(path: string, revision?: string): Promise<ModelResults[]> {
    const stored: StoredResult[] = [];
    const onBroken = (fault: GlottobenchError): void =>
      void this.warnings.push(`left out: ${fault.place.file ?? ''}: ${fault.message}`);
    for await (const one of readResults(path, {
      lookup: this.definitions.lookup,
      onBroken,
      ...(this.options.tasks === undefined ? {} : { tasks: this.options.tasks }),
    })) {
      if (revision === undefined || one.revision.startsWith(revision)) stored.push(one);
    }
    if (stored.length === 0) {
      if (revision === undefined) return [];
      throw new GlottobenchError('GB_MODEL_UNKNOWN', `there is no revision ${revision}…`, {
        file: path,
      });
    }
    const several = [...new Set(stored.map(({ model }) => model))];
    if (several.length > 1)
      throw new GlottobenchError(
        'GB_USAGE',
        'this folder holds several models where one is compared',
        { file: path, hint: 'name a model or a revision folder; --out names the tree' },
      );
    const kept = await this.#oneRevision(stored);
    return [
      await modelResults(kept, {
        tasks: this.definitions.found,
        backbones: this.options.backbones,
        metric: this.options.metric,
      }),
    ];
  }

  /**
   * Revisions of a model that was run here are different checkpoints: the newest run counts. Revisions on the leaderboard
   * are joined as mteb joins them, task by task.
   */
  async #oneRevision(stored: readonly StoredResult[]): Promise<readonly StoredResult[]> {
    const folders = [...new Set(stored.map(({ file }) => dirname(file)))];
    if (folders.length === 1) return stored;
    const updated = await Promise.all(
      folders.map(async (folder) => (await readManifest(folder))?.updated ?? ''),
    );
    const newest = [...updated].sort().at(-1) ?? '';
    if (newest === '') {
      const kept = new Set<unknown>(joinRevisions(stored));
      return stored.filter((one) => kept.has(one));
    }
    const chosen = folders[updated.indexOf(newest)] ?? '';
    const { model = '', revision = '' } = stored.find(({ file }) => dirname(file) === chosen) ?? {};
    this.warnings.push(
      `${model} has ${String(folders.length)} revisions here; the newest run, ${revision.slice(0, 12)}, is taken (name@revision chooses)`,
    );
    return stored.filter(({ file }) => dirname(file) === chosen);
  }
}
