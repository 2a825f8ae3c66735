import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { corrupt } from './tensors/corrupt.js';
import { resolveInside } from './inside-folder.js';
import { readSafetensors } from './tensors/safetensors.js';
import { readShardIndex } from './shard-index.js';
import type { StoredTensor } from './tensors/stored-tensor.js';
import { readTorchBin } from './torch-bin/read-torch-bin.js';

/** All tensors of a checkpoint, located but not read. */
export interface Weights {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Names of the weight files in the checkpoint folder. */
  readonly files: readonly string[];
  /** The folder all real files lie below: the runtime maps nothing outside of the folder it is given. */
  readonly realFolder: string;
}

type ReadFile = (path: string, realPath: string) => Promise<readonly StoredTensor[]>;

const safetensors: ReadFile = async (path, realPath) =>
  (await readSafetensors(path, realPath)).tensors;

/** In the order in which transformers looks for them. */
const LAYOUTS: readonly {
  readonly name: string;
  readonly sharded: boolean;
  readonly read: ReadFile;
}[] = [
  { name: 'model.safetensors', sharded: false, read: safetensors },
  { name: 'model.safetensors.index.json', sharded: true, read: safetensors },
  { name: 'pytorch_model.bin', sharded: false, read: readTorchBin },
  { name: 'pytorch_model.bin.index.json', sharded: true, read: readTorchBin },
];

/** Name of the weight file (or index) that `openWeights` would open, or undefined. */
export function weightFileOf(folder: string): string | undefined {
  return LAYOUTS.find(({ name }) => existsSync(join(folder, name)))?.name;
}

/**
 * Opens safetensors (one file or shards) or `pytorch_model.bin` of a checkpoint folder.
 * @throws GB_NOT_FOUND without weights, GB_CHECKPOINT_CORRUPT for damaged ones
 */
export async function openWeights(folder: string): Promise<Weights> {
  const layout = LAYOUTS.find(({ name }) => existsSync(join(folder, name)));
  if (layout === undefined) {
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      `holds no weights: none of ${LAYOUTS.map(({ name }) => name).join(', ')}`,
      { file: folder },
    );
  }
  const shards = layout.sharded
    ? await readShardIndex(join(folder, layout.name), await resolveInside(folder, layout.name))
    : new Map([[layout.name, undefined]]);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, promised] of shards) {
    const path = join(folder, name);
    for (const tensor of await layout.read(path, await resolveShard(folder, name, layout.name))) {
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
  const realFolder = commonFolder(tensors, folder);
  for (const [name, tensor] of tensors)
    tensors.set(name, { ...tensor, location: relative(realFolder, tensor.realFile) });
  return { tensors, files: [...shards.keys()], realFolder };
}

async function resolveShard(folder: string, name: string, index: string): Promise<string> {
  if (name !== index && !existsSync(join(folder, name)))
    throw corrupt(join(folder, name), `is missing, though ${index} names it`);
  return resolveInside(folder, name);
}

/** Shards in the blobs that all repositories of a hub cache share lie in folders of two digits each. */
function commonFolder(tensors: ReadonlyMap<string, StoredTensor>, folder: string): string {
  const [first, ...others] = new Set(
    [...tensors.values()].map(({ realFile }) => dirname(realFile)),
  );
  if (first === undefined) throw corrupt(folder, 'its weight files hold no tensor');
  return others.reduce((common, other) => {
    let shared = common;
    while (shared !== other && !other.startsWith(shared.endsWith(sep) ? shared : shared + sep))
      shared = dirname(shared);
    return shared;
  }, first);
}
