import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { adapterRefusal, isAdapterFile } from '../base/adapter-files.js';
import { GlottobenchError } from '../base/errors.js';
import { isSafePath } from './contract/hub-file.js';
import { chooseModelFiles } from './model-files.js';
import type { DownloadProgress } from './progress.js';
import { openHubRepository, type HubRepository } from './repository.js';
import type { HubSettings } from './contract/settings.js';

export interface SnapshotModelOptions {
  /** `configuration` is enough to know what the model is: a few kilobytes. Default: all that running it needs. */
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
 * Brings a checkpoint of the hub into the cache shared with Python: configuration, tokenizer and one set of weights
 * (safetensors, else pytorch_model.bin, else ONNX); nothing of other frameworks.
 * @param revision branch, tag or commit
 * @throws GB_NOT_FOUND (also: no weights that can be read), GB_ARCHITECTURE_UNKNOWN (an adapter), GB_ACCESS_DENIED, GB_NETWORK, GB_OFFLINE, GB_INTERRUPTED, GB_CHECKPOINT_CORRUPT, GB_CACHE_CORRUPT
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
  refuseAdapters(repository, paths, folders?.[0] ?? '');
  const files = chooseModelFiles(paths, folders);
  if (files.weights.length === 0) throw withoutWeights(repository, paths);
  await repository.fetchAll(
    parts === 'configuration'
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

/** Only the paths are of interest here; whether modules.json is right is checked where the checkpoint is opened. */
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

/** An adapter is not fetched, so it has to be seen in the listing. */
function refuseAdapters(
  { name, folder }: HubRepository,
  paths: readonly string[],
  transformerFolder: string,
): void {
  const found = paths.find(
    (path) =>
      ['.', transformerFolder].includes(posix.dirname(path)) && isAdapterFile(posix.basename(path)),
  );
  if (found !== undefined) throw adapterRefusal(`${name}/${found}`, folder);
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
