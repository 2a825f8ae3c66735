import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { modelFolder } from '../../results/layout.js';
import { readResults, type StoredResult } from '../../results/read/results.js';
import { TaskDefinitions } from '../../results/read/task-definitions.js';
import type { Backbone } from '../../types/language.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { everyRevision, keepRevisions, type KeptRevisions } from '../model-revisions.js';
import { modelLabels } from './labels.js';
import { modelResults, type ModelResults } from './model-results.js';

export interface FindOptions {
  /** Results tree in which names are looked up. */
  readonly out: string;
  readonly tasks?: ReadonlySet<string> | undefined;
  readonly backbones?: ReadonlyMap<string, Backbone> | undefined;
  readonly metric?: string | undefined;
  /**
   * `all`: every revision of a name that was run here is a model of its own. Default: the newest
   * run stands for the name.
   */
  readonly revisions?: 'newest' | 'all' | undefined;
}

export interface FoundModels {
  readonly models: readonly ModelResults[];
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  /** Files that could not be read, and choices that were made. */
  readonly warnings: readonly string[];
}

/**
 * Opens models named `org/name`, `name`, either with `@revision` (its beginning is enough), or by a
 * revision folder. Without names, every model of the tree.
 * @throws GB_NOT_FOUND without the tree, GB_MODEL_UNKNOWN with near names, GB_USAGE where a name
 * fits several models
 */
export async function findModels(
  names: readonly string[],
  options: FindOptions,
): Promise<FoundModels> {
  const reader = new ResultReader(options);
  const models: ModelResults[] = [];
  if (names.length === 0)
    for (const path of await modelFolders(options.out)) models.push(...(await reader.all(path)));
  for (const name of names) models.push(...(await reader.one(await locate(name, options.out))));
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

/**
 * Where a name leads: the folder, the model's name where it was named, and the beginning of its
 * revision.
 */
interface Place {
  readonly path: string;
  readonly model?: string;
  readonly revision?: string | undefined;
}

async function locate(name: string, out: string): Promise<Place> {
  if (existsSync(name) && (name.includes('/') || name.includes('\\'))) return { path: name };
  const cut = name.lastIndexOf('@');
  const [model, revision] = cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : [name, undefined];
  const folders = await modelFolders(out);
  const known = folders.map((path) => path.slice(dirname(path).length + 1));
  const exact = known.filter((folder) => folder === modelFolder(model));
  const fitting =
    exact.length > 0 ? exact : known.filter((folder) => folder.endsWith(`__${modelFolder(model)}`));
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) return { path: join(out, only), model, revision };
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

  /** Every model of a folder. */
  async all(path: string): Promise<ModelResults[]> {
    const { kept, notes } = await this.#revisions(await this.#stored(path));
    this.warnings.push(...notes);
    return Promise.all(byModel(kept).map((results) => this.#model(results)));
  }

  /**
   * The one model that a name means.
   * @throws GB_USAGE where it fits several, GB_MODEL_UNKNOWN where it fits none
   */
  async one({ path, model, revision }: Place): Promise<ModelResults[]> {
    const stored = withName(await this.#stored(path), model);
    const fitting = revision === undefined ? stored : withRevision(stored, revision);
    if (fitting.length === 0) {
      if (revision === undefined) return [];
      throw new GlottobenchError('GB_MODEL_UNKNOWN', `there is no revision ${revision}…`, {
        file: path,
      });
    }
    const { kept, notes } = await this.#revisions(fitting);
    this.warnings.push(...notes);
    const models = byModel(kept);
    const [only] = models;
    if (only !== undefined && models.length === 1) return [await this.#model(only)];
    const oneName = models.every(([first]) => first?.model === only?.[0]?.model);
    if (this.options.revisions === 'all' && oneName)
      return Promise.all(models.map((results) => this.#model(results)));
    const ids = models.flatMap(([first]) =>
      first === undefined ? [] : [{ name: first.model, revision: first.revision }],
    );
    throw new GlottobenchError(
      'GB_USAGE',
      `"${model ?? path}" is ${String(models.length)} models`,
      {
        file: path,
        hint: `one of: ${modelLabels(ids).join(', ')}`,
      },
    );
  }

  #revisions(stored: readonly StoredResult[]): Promise<KeptRevisions> {
    return this.options.revisions === 'all' ? everyRevision(stored) : keepRevisions(stored);
  }

  async #stored(path: string): Promise<StoredResult[]> {
    const stored: StoredResult[] = [];
    const onBroken = (fault: GlottobenchError): void =>
      void this.warnings.push(`left out: ${fault.place.file ?? ''}: ${fault.message}`);
    for await (const one of readResults(path, {
      lookup: this.definitions.lookup,
      onBroken,
      ...(this.options.tasks === undefined ? {} : { tasks: this.options.tasks }),
    }))
      stored.push(one);
    return stored;
  }

  #model(results: readonly StoredResult[]): Promise<ModelResults> {
    return modelResults(results, {
      tasks: this.definitions.found,
      backbones: this.options.backbones,
      metric: this.options.metric,
    });
  }
}

/** Results per (model, revision), in the order of the first. */
function byModel(stored: readonly StoredResult[]): StoredResult[][] {
  const models = new Map<string, StoredResult[]>();
  for (const one of stored) {
    const key = JSON.stringify([one.model, one.revision]);
    models.set(key, [...(models.get(key) ?? []), one]);
  }
  return [...models.values()];
}

/** The folder of `a/b c` is that of `a/b_c`: where one bears the name exactly, it is meant. */
function withName(stored: readonly StoredResult[], name: string | undefined): StoredResult[] {
  const exact = stored.filter(({ model }) => model === name);
  return exact.length > 0 ? exact : [...stored];
}

/** A whole revision wins over one that begins with it. */
function withRevision(stored: readonly StoredResult[], revision: string): StoredResult[] {
  const exact = stored.filter((one) => one.revision === revision);
  return exact.length > 0 ? exact : stored.filter((one) => one.revision.startsWith(revision));
}
