import { GlottobenchError } from '../base/errors.js';
import type { RetrievalDataset, Setting } from '../types/dataset.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { RepositoryFiles } from '../types/repository.js';
import { assembleDataset } from './assemble-dataset.js';
import { folderForm } from './folder-form.js';
import type { LoadedSubset, LoadRequest } from './loader.js';
import { LOADERS } from './generated/loaders.js';
import {
  isImplemented,
  LOADER_KINDS,
  loaderFacts,
  type ImplementedLoader,
  type LoaderFacts,
} from '../registry/loader-kinds.js';
import { subsetSides } from './subset-sides.js';
import { WarningList } from '../warnings/warning-list.js';

export interface OpenDatasetOptions {
  readonly split: string;
  /** `default` for a task without subsets. */
  readonly subset: string;
  /** Where the data lies: a hub repository, a folder, an npm package. */
  readonly source: RepositoryFiles;
  /**
   * Setting and languages of the two sides, where the caller knows them; else the rule's own, else
   * the definition's.
   */
  readonly setting?: Setting | undefined;
  readonly queryLanguages?: readonly string[] | undefined;
  readonly documentLanguages?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens one (task, split, subset): queries and judgements are read, documents stream when asked
 * for.
 * @throws GB_TASK_NOT_RUNNABLE, GB_SUBSET_UNKNOWN, GB_INPUT_INVALID, GB_DATA_CORRUPT, GB_NOT_FOUND
 * and what the source throws
 */
export async function openDataset(
  definition: TaskDefinition,
  options: OpenDatasetOptions,
): Promise<RetrievalDataset> {
  const { request, loaded } = await loadSubset(definition, options);
  const sides = loaded.sides ?? subsetSides(definition, options.subset);
  return assembleDataset(request, loaded, {
    setting: options.setting ?? sides.setting,
    queryLanguages: options.queryLanguages ?? sides.queryLanguages,
    documentLanguages: options.documentLanguages ?? sides.documentLanguages,
  });
}

/**
 * What the loader rule gives, before it is filtered and checked: for checks of the data itself.
 * @throws as `openDataset`
 */
export async function loadSubset(
  definition: TaskDefinition,
  {
    split,
    subset,
    source,
    signal,
  }: Pick<OpenDatasetOptions, 'split' | 'subset' | 'source' | 'signal'>,
): Promise<{ readonly request: LoadRequest; readonly loaded: LoadedSubset }> {
  const request: LoadRequest = {
    definition,
    split,
    subset,
    source,
    signal,
    warnings: new WarningList(),
  };
  return { request, loaded: await LOADERS[await chooseLoader(definition, source)].load(request) };
}

/**
 * The rule of the definition; a user's folder may be in BEIR's or SQuAD's form instead of the
 * repository's.
 */
async function chooseLoader(
  { name, loader }: TaskDefinition,
  source: RepositoryFiles,
): Promise<ImplementedLoader> {
  const { kind } = loader;
  if (source.kind === 'folder' && loaderFacts(kind)?.readsAnyFolder !== true) {
    const form = await folderForm(source);
    if (form === 'beir') return 'beir';
    if (form === 'squad' || form === 'lareqa')
      return SQUAD_TASKS.get(name) ?? notFromSquad(name, source);
  }
  if (isImplemented(kind)) return kind;
  throw new GlottobenchError(
    'GB_TASK_NOT_RUNNABLE',
    `${name}: ${loader.reason ?? `there is no loader rule ${kind}`}`,
    { hint: 'glottobench tasks list --runnable' },
  );
}

/**
 * MTEB tasks that can be rebuilt from the original SQuAD-format files (mteb's statistics are met,
 * docs/data.md).
 */
const SQUAD_TASKS: ReadonlyMap<string, ImplementedLoader> = new Map(
  Object.entries<LoaderFacts>(LOADER_KINDS).flatMap(([kind, { squadFilesOf }]) =>
    squadFilesOf !== undefined && isImplemented(kind) ? [[squadFilesOf, kind] as const] : [],
  ),
);

function notFromSquad(name: string, source: RepositoryFiles): never {
  throw new GlottobenchError('GB_INPUT_INVALID', `${name} cannot be read from SQuAD files`, {
    file: source.name,
    hint: `From SQuAD files: ${[...SQUAD_TASKS.keys()].join(', ')}, and tasks of the kind lareqa.`,
  });
}
