import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';
import { corrupt } from './corrupt.js';
import { resolveInside } from './inside-folder.js';
import { readSafetensors } from './safetensors.js';
import { readShardIndex } from './shard-index.js';
import type { StoredTensor } from './stored-tensor.js';
import { readTorchBin } from './torch-bin/read-torch-bin.js';

/** All tensors of a checkpoint, located but not read. */
export interface Weights {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Names of the weight files in the checkpoint folder. */
  readonly files: readonly string[];
  /** The one folder all real files lie in: the runtime maps files of one folder only. */
  readonly realFolder: string;
}

type ReadFile = (path: string, realPath: string) => Promise<readonly StoredTensor[]>;

const safetensors: ReadFile = async (path, realPath) => (await readSafetensors(path, realPath)).tensors;

/** In the order in which transformers looks for them. */
const LAYOUTS: readonly { readonly name: string; readonly sharded: boolean; readonly read: ReadFile }[] = [
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
    throw new GlottobenchError('GB_NOT_FOUND', `holds no weights: none of ${LAYOUTS.map(({ name }) => name).join(', ')}`, { file: folder });
  }
  const shards = layout.sharded ? await readShardIndex(join(folder, layout.name), await resolveInside(folder, layout.name)) : new Map([[layout.name, undefined]]);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, promised] of shards) {
    const path = join(folder, name);
    for (const tensor of await layout.read(path, await resolveShard(folder, name, layout.name))) {
      if (tensors.has(tensor.name)) throw corrupt(path, `tensor "${tensor.name}" occurs in a second file`);
      tensors.set(tensor.name, tensor);
    }
    for (const tensor of promised ?? []) {
      if (tensors.get(tensor)?.file !== path) throw corrupt(path, `tensor "${tensor}" is missing, though ${layout.name} says it lies here`);
    }
  }
  return { tensors, files: [...shards.keys()], realFolder: commonFolder(tensors, folder) };
}

async function resolveShard(folder: string, name: string, index: string): Promise<string> {
  if (name !== index && !existsSync(join(folder, name))) throw corrupt(join(folder, name), `is missing, though ${index} names it`);
  return resolveInside(folder, name);
}

function commonFolder(tensors: ReadonlyMap<string, StoredTensor>, folder: string): string {
  const folders = new Set([...tensors.values()].map(({ realFile }) => dirname(realFile)));
  const [only, another] = folders;
  if (only === undefined) throw corrupt(folder, 'its weight files hold no tensor');
  if (another !== undefined) throw corrupt(folder, 'its weight files lie in several folders', { hint: 'Put all shards into one folder.' });
  return only;
}
