import { parseJson, readText } from '../../base/json.js';
import { corrupt } from '../config/corrupt.js';

/**
 * Reads `model.safetensors.index.json` or `pytorch_model.bin.index.json`.
 * @returns shard file name → names of the tensors it must hold
 */
export async function readShardIndex(
  path: string,
  realPath: string,
): Promise<Map<string, Set<string>>> {
  const index = parseJson(await readText(realPath), path, 'GB_CHECKPOINT_CORRUPT');
  const weightMap =
    typeof index === 'object' && index !== null && !Array.isArray(index)
      ? index['weight_map']
      : undefined;
  if (typeof weightMap !== 'object' || weightMap === null || Array.isArray(weightMap)) {
    throw corrupt(path, 'has no weight_map', { pointer: '/weight_map' });
  }
  const shards = new Map<string, Set<string>>();
  for (const [tensor, shard] of Object.entries(weightMap)) {
    if (typeof shard !== 'string')
      throw corrupt(path, `tensor "${tensor}" is not mapped to a file name`, {
        pointer: '/weight_map',
      });
    const tensors = shards.get(shard) ?? new Set();
    shards.set(shard, tensors.add(tensor));
  }
  if (shards.size === 0) throw corrupt(path, 'names no tensor', { pointer: '/weight_map' });
  return shards;
}
