import { basename, join } from 'node:path';
import { corrupt } from '../config/corrupt.js';
import { readWeightFile, withLocations, type Weights } from '../weights/open-weights.js';
import { formatShape, type LowRank, type StoredTensor } from '../weights/tensors/stored-tensor.js';
import { isNamed, liesIn } from './module-pattern.js';
import type { Adapter } from './read-adapter.js';

/** `….lora_A.weight` of a linear layer, `….lora_embedding_A` of a table. */
const LORA = /^(?<module>.+)\.lora_(?<table>embedding_)?(?<side>[AB])(?:\.weight)?$/u;
const PREFIX = /^base_model\.model\./u;

interface Pair {
  readonly isTable: boolean;
  A?: StoredTensor;
  B?: StoredTensor;
}

/**
 * The weights of a base with an adapter applied: adapted matrices get their low-rank part, modules
 * trained whole are replaced. Nothing is computed here, and nothing written.
 * @throws GB_CHECKPOINT_CORRUPT for a tensor that is missing, has no counterpart, or has another
 * shape
 */
export async function applyAdapter(base: Weights, adapter: Adapter): Promise<Weights> {
  const file = join(adapter.folder, adapter.weights);
  const tensors = new Map(base.tensors);
  const pairs = new Map<string, Pair>();
  for (const tensor of await readWeightFile(adapter.folder, adapter.weights)) {
    const name = tensor.name.replace(PREFIX, '');
    const { module, table, side } = LORA.exec(name)?.groups ?? {};
    if (module === undefined) replace(tensors, name, tensor, adapter);
    else {
      const pair = pairs.get(module) ?? { isTable: table !== undefined };
      pair[side === 'A' ? 'A' : 'B'] = tensor;
      pairs.set(module, pair);
    }
  }
  if (pairs.size === 0) throw corrupt(file, 'the adapter holds no LoRA tensors');
  for (const [module, pair] of pairs) adapt(tensors, module, pair, adapter);
  return withLocations(tensors, [...base.files, basename(file)], adapter.folder);
}

/** A tensor of a module that was trained whole takes the place of the base's. */
function replace(
  tensors: Map<string, StoredTensor>,
  name: string,
  tensor: StoredTensor,
  { config }: Adapter,
): void {
  const own = name.replace(/\.modules_to_save(?=\.)/u, '');
  const isEmbedding = /embed/iu.test(own);
  if (!liesIn(own, config.saved) && !isEmbedding)
    throw corrupt(
      tensor.file,
      `tensor "${tensor.name}" belongs neither to LoRA nor to a module of modules_to_save`,
    );
  const counterpart = counterpartOf(tensors, own, tensor);
  if (counterpart === undefined) return;
  if (counterpart.shape.join() !== tensor.shape.join())
    throw corrupt(
      tensor.file,
      `tensor "${tensor.name}" has shape ${formatShape(tensor.shape)}, in the base it has ${formatShape(counterpart.shape)}: the adapter is of another base`,
    );
  tensors.set(counterpart.name, { ...tensor, name: counterpart.name });
}

function adapt(
  tensors: Map<string, StoredTensor>,
  module: string,
  { A: a, B: b, isTable }: Pair,
  { config }: Adapter,
): void {
  if (a === undefined || b === undefined)
    throw corrupt(
      (a ?? b)?.file ?? '',
      `tensor "${(a ?? b)?.name ?? ''}" has no counterpart lora_${a === undefined ? 'A' : 'B'}`,
    );
  const base = counterpartOf(tensors, `${module}.weight`, a);
  if (base === undefined) return;
  const rank = config.rankOf(module);
  if (a.shape[0] !== rank || b.shape[1] !== rank)
    throw corrupt(
      a.file,
      `tensors "${a.name}" ${formatShape(a.shape)} and "${b.name}" ${formatShape(b.shape)} are not of rank ${rank}, which adapter_config.json states`,
    );
  const product = isTable ? [a.shape[1], b.shape[0]] : [b.shape[0], a.shape[1]];
  if (base.shape.join() !== product.join() || a.shape.length !== 2 || b.shape.length !== 2)
    throw corrupt(
      a.file,
      `"${module}" is adapted with shape ${formatShape(product.map(Number))}, in the base it has ${formatShape(base.shape)}: the adapter is of another base`,
    );
  const lowRank: LowRank = { a, b, scale: config.scaleOf(module), isTable };
  tensors.set(base.name, { ...base, lowRank });
}

/**
 * The base's tensor of that name, whatever stands before it on either side (`bert.`, `model.`). The
 * pooler of BERT is part of the class, but of few files and of no sentence vector: an adapted one
 * without a counterpart is passed over.
 */
function counterpartOf(
  tensors: ReadonlyMap<string, StoredTensor>,
  name: string,
  from: StoredTensor,
): StoredTensor | undefined {
  const exact = tensors.get(name);
  if (exact !== undefined) return exact;
  const found = [...tensors.values()].filter(
    (tensor) => tensor.name.endsWith(`.${name}`) || name.endsWith(`.${tensor.name}`),
  );
  const [only, another] = found;
  if (another !== undefined)
    throw corrupt(
      from.file,
      `tensor "${from.name}" fits several tensors of the base: ${found.map((tensor) => tensor.name).join(', ')}`,
    );
  if (only === undefined && !liesIn(name, ['pooler']))
    throw corrupt(
      from.file,
      `tensor "${from.name}" has no counterpart in the base: the adapter is of another base`,
    );
  return only;
}

/**
 * Refuses an adapter that leaves out what its configuration names.
 * @param used the tensors that the network computes with
 * @throws GB_CHECKPOINT_CORRUPT naming the module
 */
export function requireWhole(
  { config, folder, weights }: Adapter,
  used: readonly StoredTensor[],
): void {
  const file = join(folder, weights);
  for (const { name, shape, lowRank, file: from } of used) {
    const module = name.replace(/\.[^.]+$/u, '');
    const isSaved = liesIn(name, config.saved);
    if (isSaved && from !== file)
      throw corrupt(file, `modules_to_save names "${module}", but tensor "${name}" is missing`);
    if (isSaved || config.isPartial || typeof config.targets === 'string' || shape.length !== 2)
      continue;
    if (lowRank === undefined && name.endsWith('.weight') && isNamed(module, config.targets))
      throw corrupt(file, `target_modules names "${module}", but its LoRA tensors are missing`);
  }
}
