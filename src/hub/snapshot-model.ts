import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import {
  ADAPTER_CONFIG,
  ADAPTER_WEIGHTS,
  adapterRefusal,
  isAdapterFile,
} from '../base/adapter-files.js';
import { GlottobenchError } from '../base/errors.js';
import { isSafePath } from './contract/hub-file.js';
import { chooseModelFiles } from './model-files.js';
import type { DownloadProgress } from './progress.js';
import { openHubRepository, type HubRepository } from './repository.js';
import type { HubSettings } from './contract/settings.js';

export interface SnapshotModelOptions {
  /**
   * `configuration` is enough to know what the model is: a few kilobytes. Default: all that running
   * it needs.
   */
  readonly parts?: 'configuration' | 'all' | undefined;
  readonly settings?: Partial<HubSettings> | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A model repository in the cache. */
interface ModelSnapshot {
  /** `snapshots/<commit>` of the cache: a checkpoint folder whose files are links to blobs. */
  readonly folder: string;
  /** The commit. */
  readonly revision: string;
  readonly warnings: readonly string[];
}

/**
 * Brings a checkpoint of the hub into the cache shared with Python: configuration, tokenizer and
 * one set of weights (safetensors, else pytorch_model.bin, else ONNX); nothing of other frameworks.
 * @param revision branch, tag or commit
 * @throws GB_NOT_FOUND (also: no weights that can be read), GB_ARCHITECTURE_UNKNOWN (an adapter),
 * GB_ACCESS_DENIED, GB_NETWORK, GB_OFFLINE, GB_INTERRUPTED, GB_CHECKPOINT_CORRUPT, GB_CACHE_CORRUPT
 */
export async function snapshotModel(
  name: string,
  revision = 'main',
  options: SnapshotModelOptions = {},
): Promise<ModelSnapshot> {
  const { signal, parts } = options;
  const repository = await openHubRepository({
    type: 'model',
    name,
    revision,
    settings: options.settings,
    onProgress: options.onProgress,
    signal,
  });
  const paths = await repository.list();
  const folders = await moduleFolders(repository, paths, signal);
  const hasAdapter = checkAdapters(repository, paths, folders?.[0] ?? '');
  const files = chooseModelFiles(paths, folders);
  if (files.weights.length === 0) throw withoutWeights(repository, paths);
  await repository.fetchAll(
    // an adapter is known by its tensors, and by the base that may lie beside it
    parts === 'configuration' && !hasAdapter
      ? files.configuration
      : [...files.configuration, ...files.tokenizer, ...files.weights],
    signal,
  );
  return {
    folder: repository.folder,
    revision: repository.revision,
    warnings: repository.warnings,
  };
}

/**
 * Only the paths are of interest here; whether modules.json is right is checked where the
 * checkpoint is opened.
 */
async function moduleFolders(
  repository: HubRepository,
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string[] | undefined> {
  if (!paths.includes('modules.json')) return undefined;
  const text = await readFile(await repository.localPath('modules.json', signal), 'utf8');
  try {
    const modules: unknown = JSON.parse(text);
    return Array.isArray(modules)
      ? modules.flatMap((module: unknown) => folderOf(module))
      : undefined;
  } catch {
    return undefined;
  }
}

function folderOf(module: unknown): string[] {
  const path: unknown =
    typeof module === 'object' && module !== null && 'path' in module ? module.path : undefined;
  if (typeof path !== 'string') return [];
  const folder = path.replace(/^\.\//, '').replace(/\/+$/, '');
  return folder === '' || folder === '.' ? [''] : isSafePath(folder) ? [folder] : [];
}

/**
 * An adapter that is not applied is not fetched, so it has to be seen in the listing.
 * @returns whether there is one that is
 * @throws GB_ARCHITECTURE_UNKNOWN naming the file
 */
function checkAdapters(
  { name, folder }: HubRepository,
  paths: readonly string[],
  transformerFolder: string,
): boolean {
  const own = transformerFolder === '' ? '.' : transformerFolder;
  const found = paths.filter(
    (path) => ['.', own].includes(posix.dirname(path)) && isAdapterFile(posix.basename(path)),
  );
  const isApplied = (path: string): boolean =>
    posix.dirname(path) === own &&
    [ADAPTER_CONFIG, ...ADAPTER_WEIGHTS].includes(posix.basename(path)) &&
    found.some((other) => posix.basename(other) === ADAPTER_CONFIG);
  const other = found.find((path) => !isApplied(path));
  if (other !== undefined) throw adapterRefusal(`${name}/${other}`, folder);
  return found.length > 0;
}

function withoutWeights(
  { name, folder }: HubRepository,
  paths: readonly string[],
): GlottobenchError {
  const other = paths
    .filter((path) => /\.(h5|msgpack|ot|gguf|onnx|bin|safetensors|xml)$/.test(path))
    .slice(0, 4);
  return new GlottobenchError(
    'GB_NOT_FOUND',
    `the model ${name} holds no weights that can be read: model.safetensors, pytorch_model.bin, or onnx/model.onnx`,
    {
      file: folder,
      hint:
        other.length === 0
          ? 'it may be a configuration or a tokenizer only'
          : `it holds ${other.join(', ')}`,
    },
  );
}
