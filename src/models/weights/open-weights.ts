import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { WEIGHT_LAYOUTS } from '../../hub/model-files.js';
import { corrupt } from '../config/corrupt.js';
import { resolveInside } from '../config/inside-folder.js';
import { readSafetensors } from './tensors/safetensors.js';
import { readShardIndex } from './shard-index.js';
import { partsOf, type StoredTensor } from './tensors/stored-tensor.js';
import { readTorchBin } from './torch-bin/read-torch-bin.js';

/** All tensors of a checkpoint, located but not read. */
export interface Weights {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Names of the weight files in the checkpoint folder. */
  readonly files: readonly string[];
  /**
   * The folder all real files lie below: the runtime maps nothing outside of the folder it is
   * given.
   */
  readonly realFolder: string;
}

type ReadFile = (path: string, realPath: string) => Promise<readonly StoredTensor[]>;

const safetensors: ReadFile = async (path, realPath) =>
  (await readSafetensors(path, realPath)).tensors;

/** Name of the weight file (or index) that `openWeights` would open, or undefined. */
export function weightFileOf(folder: string): string | undefined {
  return layoutOf(folder)?.name;
}

function layoutOf(folder: string): (typeof WEIGHT_LAYOUTS)[number] | undefined {
  return WEIGHT_LAYOUTS.find(({ name }) => existsSync(join(folder, name)));
}

/**
 * Names of the files that `openWeights` would read, the index of shards included; none without
 * weights.
 * @throws GB_CHECKPOINT_CORRUPT for an index that names no shards
 */
export async function weightFilesOf(folder: string): Promise<readonly string[]> {
  const layout = layoutOf(folder);
  if (layout === undefined) return [];
  return [...new Set([layout.name, ...(await shardsOf(folder, layout)).keys()])];
}

/** File name → names of the tensors that it must hold, as far as an index tells. */
async function shardsOf(
  folder: string,
  { name, shards }: (typeof WEIGHT_LAYOUTS)[number],
): Promise<ReadonlyMap<string, ReadonlySet<string> | undefined>> {
  return shards === undefined
    ? new Map([[name, undefined]])
    : readShardIndex(join(folder, name), await resolveInside(folder, name));
}

/**
 * Opens safetensors (one file or shards) or `pytorch_model.bin` of a checkpoint folder.
 * @throws GB_NOT_FOUND without weights, GB_CHECKPOINT_CORRUPT for damaged ones
 */
export async function openWeights(folder: string): Promise<Weights> {
  const layout = layoutOf(folder);
  if (layout === undefined) {
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `holds no weights: none of ${WEIGHT_LAYOUTS.map(({ name }) => name).join(', ')}`,
      { file: folder },
    );
  }
  const shards = await shardsOf(folder, layout);
  const read = layout.name.startsWith('pytorch_model') ? readTorchBin : safetensors;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, promised] of shards) {
    const path = join(folder, name);
    for (const tensor of await read(path, await resolveShard(folder, name, layout.name))) {
      if (tensors.has(tensor.name))
        throw corrupt(path, `tensor "${tensor.name}" occurs in a second file`);
      tensors.set(tensor.name, tensor);
    }
    for (const tensor of promised ?? []) {
      if (tensors.get(tensor)?.file !== path)
        throw corrupt(
          path,
          `tensor "${tensor}" is missing, though ${layout.name} says it lies here`,
        );
    }
  }
  return withLocations(tensors, [...shards.keys()], folder);
}

/** The tensors of one file of a folder, not yet located for the runtime. */
export async function readWeightFile(
  folder: string,
  name: string,
): Promise<readonly StoredTensor[]> {
  const read = name.endsWith('.bin') ? readTorchBin : safetensors;
  return read(join(folder, name), await resolveInside(folder, name));
}

/**
 * Names each tensor's file from the folder below which all of them lie. @param folder for messages
 */
export function withLocations(
  tensors: ReadonlyMap<string, StoredTensor>,
  files: readonly string[],
  folder: string,
): Weights {
  const realFolder = commonFolder([...tensors.values()].flatMap(partsOf), folder);
  const locate = <Tensor extends StoredTensor>(tensor: Tensor): Tensor => ({
    ...tensor,
    location: relative(realFolder, tensor.realFile).split(sep).join('/'),
    ...(tensor.lowRank !== undefined && {
      lowRank: { ...tensor.lowRank, a: locate(tensor.lowRank.a), b: locate(tensor.lowRank.b) },
    }),
  });
  return {
    tensors: new Map([...tensors].map(([name, tensor]) => [name, locate(tensor)])),
    files,
    realFolder,
  };
}

async function resolveShard(folder: string, name: string, index: string): Promise<string> {
  if (name !== index && !existsSync(join(folder, name)))
    throw corrupt(join(folder, name), `is missing, though ${index} names it`);
  return resolveInside(folder, name);
}

/**
 * Shards in the blobs that all repositories of a hub cache share lie in folders of two digits each.
 */
function commonFolder(tensors: readonly StoredTensor[], folder: string): string {
  const [first, ...others] = new Set(tensors.map(({ realFile }) => dirname(realFile)));
  if (first === undefined) throw corrupt(folder, 'its weight files hold no tensor');
  return others.reduce((common, other) => {
    let shared = common;
    while (shared !== other && !other.startsWith(shared.endsWith(sep) ? shared : shared + sep))
      shared = dirname(shared);
    return shared;
  }, first);
}
