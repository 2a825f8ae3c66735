import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { adapterRefusal, isAdapterFile } from '../../base/adapter-files.js';
import { GlottobenchError } from '../../base/errors.js';
import type { HubSettings } from '../../hub/contract/settings.js';
import { baseOf, type AdapterBase } from '../adapter/base-folder.js';
import { readAdapter, type Adapter } from '../adapter/read-adapter.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import { readCard } from './card.js';
import { hasTokenizer, refuseForeignLinks } from './content-files.js';
import { readmeBaseModels } from './readme-base.js';
import { TransformerConfig } from '../config/transformer-config.js';
import {
  DEFAULT_SENTENCE_TRANSFORMERS_CONFIG,
  readSentenceTransformersConfig,
  type SentenceTransformersConfig,
} from './sentence-transformers-config.js';
import { refuseOtherHeads } from './model-kind.js';
import { readModules, type ModuleEntry } from './modules.js';
import { DEFAULT_POOLING, readPoolingConfig, type PoolingConfig } from './pooling-config.js';
import { readTransformerSettings, type TransformerSettings } from './sentence-bert-config.js';

/**
 * A checkpoint folder as its authors saved it, read but not yet opened: no weights, no tokenizer.
 */
export interface Checkpoint {
  readonly folder: string;
  /**
   * Where config.json and weights lie; `folder` itself, `0_Transformer` in old layouts, or the base
   * of an adapter.
   */
  readonly transformerFolder: string;
  /**
   * Where tokenizer and settings of texts lie: the same, but for an adapter that has a tokenizer of
   * its own.
   */
  readonly textFolder: string;
  readonly adapter: Adapter | undefined;
  /** config.json of the transformer. */
  readonly config: TransformerConfig;
  /** `undefined` for a bare transformers folder. */
  readonly modules: readonly ModuleEntry[] | undefined;
  readonly settings: TransformerSettings;
  readonly pooling: PoolingConfig;
  /** Modules behind the pooling. */
  readonly headModules: readonly ModuleEntry[];
  readonly model: SentenceTransformersConfig;
  readonly card: CheckpointCard | undefined;
  /** Models that it was made from, as card and model card name them. */
  readonly bases: readonly string[];
  readonly doubts: readonly string[];
}

/**
 * Reads the configuration of a sentence-transformers folder (2.x to 6.x), or of a bare transformers
 * folder, which gets mean pooling as in Python. Every file is checked; what sentence-transformers
 * refuses is refused by name.
 * @throws GB_NOT_FOUND, GB_CHECKPOINT_CORRUPT, GB_ARCHITECTURE_UNKNOWN
 */
export async function readCheckpoint(
  path: string,
  hub?: Partial<HubSettings>,
): Promise<Checkpoint> {
  const folder = resolve(path);
  await checkFolder(folder);
  await refuseForeignLinks({ folder, transformerFolder: folder, modules: undefined });
  const modules = await readModules(folder);
  const ownFolder = modules?.find((module) => module.kind === 'Transformer')?.folder ?? folder;
  await refuseForeignLinks({ folder, transformerFolder: ownFolder, modules });
  if (ownFolder !== folder) await refuseAdapters(folder);
  const adapter = await readAdapter(ownFolder);
  const base = adapter === undefined ? undefined : await readBase(adapter, hub);
  const transformerFolder = base?.folder ?? ownFolder;
  const textFolder =
    base !== undefined && !(await hasTokenizer(ownFolder)) ? transformerFolder : ownFolder;
  if (!existsSync(join(transformerFolder, 'config.json'))) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      'there is no config.json: this is not the folder of a transformers checkpoint',
      { file: transformerFolder },
    );
  }
  const config = await TransformerConfig.read(transformerFolder);
  const pooling = modules?.find((module) => module.kind === 'Pooling');
  const bare = modules === undefined;
  refuseOtherHeads(config, folder, bare);
  const card = await readCard(folder);
  const model = bare
    ? DEFAULT_SENTENCE_TRANSFORMERS_CONFIG
    : await readSentenceTransformersConfig(folder);
  return {
    folder,
    transformerFolder,
    textFolder,
    adapter,
    config,
    modules,
    settings: await readTransformerSettings(textFolder),
    pooling: pooling === undefined ? DEFAULT_POOLING : await readPoolingConfig(pooling.folder),
    headModules:
      modules?.filter(
        (module) =>
          module.kind === 'Dense' || module.kind === 'LayerNorm' || module.kind === 'Normalize',
      ) ?? [],
    model,
    card,
    bases: [
      ...(card?.base_model === undefined ? [] : [card.base_model]),
      ...(await readmeBaseModels(folder)),
    ],
    doubts: [...model.doubts, ...(bare ? [BARE] : []), ...(base?.doubts ?? [])],
  };
}

/** @throws GB_ARCHITECTURE_UNKNOWN for a base that is an adapter itself */
async function readBase(
  adapter: Adapter,
  hub: Partial<HubSettings> | undefined,
): Promise<AdapterBase> {
  const base = await baseOf(adapter, hub);
  if (base.folder === adapter.folder) return base;
  const { folder } = base;
  await refuseForeignLinks({ folder, transformerFolder: folder, modules: undefined });
  await refuseAdapters(folder);
  return base;
}

/** @throws GB_ARCHITECTURE_UNKNOWN naming the first file of an adapter */
async function refuseAdapters(folder: string): Promise<void> {
  const name = (await readdir(folder)).sort().find(isAdapterFile);
  if (name !== undefined) throw adapterRefusal(name, join(folder, name));
}

const BARE =
  'no modules.json: mean pooling over tokens is added and nothing else, as sentence-transformers does';

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined)
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such folder', { file: folder });
  if (!found.isDirectory())
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      'a checkpoint is a folder, this is a file',
      { file: folder },
    );
}

/**
 * `organisation/name` of the card, else `local/<folder>` with what a result folder's name cannot
 * hold replaced.
 */
export function checkpointName(checkpoint: Pick<Checkpoint, 'folder' | 'card'>): string {
  const safe = basename(checkpoint.folder)
    .replace(/[^A-Za-z0-9._-]+/gu, '-')
    .replace(/^[.-]+/u, '');
  return checkpoint.card?.name ?? `local/${safe === '' ? 'checkpoint' : safe}`;
}
