import { corrupt } from '../../config/corrupt.js';
import type { EncoderInputs } from '../contract/architecture.js';
import type { Value } from '../onnx/writer.js';
import type { TensorScope } from '../contract/tensor-scope.js';
import { positionsFromZero } from './positions.js';

interface RelativeBiasSettings {
  readonly buckets: number;
  readonly maxDistance: number;
  readonly heads: number;
}

/**
 * A learned bias per head and bucket of distance, for every pair of positions: float32 `[1, heads,
 * columns, columns]`.
 * @param name of the table `[buckets, heads]` below `at`
 * @param file config.json, for messages
 */
export function relativeBias(
  inputs: EncoderInputs,
  at: TensorScope,
  name: string,
  { buckets, maxDistance, heads }: RelativeBiasSettings,
  file: string,
): Value {
  const { graph } = inputs;
  const table = at.take(`${name}.weight`, [buckets, heads]);
  const byDistance = graph.embed(
    table,
    graph.ints(relativePositionBuckets(buckets, maxDistance, file)),
  );
  const positions = positionsFromZero(inputs);
  const distance = graph.subtract(graph.unsqueeze(positions, [0]), graph.unsqueeze(positions, [1]));
  const clipped = graph.clip(distance, graph.int(-maxDistance), graph.int(maxDistance));
  const bias = graph.gather(byDistance, graph.add(clipped, graph.int(maxDistance)), 0);
  return graph.unsqueeze(graph.transpose(bias, [2, 0, 1]), [0]);
}

/**
 * Bucket of every relative position from `-maxDistance` to `maxDistance`
 * (`T5Attention._relative_position_bucket`, bidirectional). Beyond that the bucket no longer
 * changes, so longer distances are clipped to it. Every step is rounded to float32 as torch does:
 * at the edges of buckets a rounding decides.
 * @returns `[2 · maxDistance + 1]`; index `maxDistance + d` is the bucket of key position − query
 * position = d
 */
export function relativePositionBuckets(
  buckets: number,
  maxDistance: number,
  file: string,
): number[] {
  const half = Math.floor(buckets / 2);
  const exact = Math.floor(half / 2);
  if (exact < 1 || maxDistance <= exact) {
    throw corrupt(
      file,
      `${buckets} buckets up to a distance of ${maxDistance} leave none to compute with`,
      { pointer: '/relative_attention_num_buckets' },
    );
  }
  const perStep = Math.fround(Math.log(maxDistance / exact));
  const bucketOf = (distance: number): number => {
    if (distance < exact) return distance;
    const fraction = Math.fround(Math.fround(Math.log(Math.fround(distance / exact))) / perStep);
    return Math.min(half - 1, exact + Math.trunc(Math.fround(fraction * (half - exact))));
  };
  return Array.from({ length: 2 * maxDistance + 1 }, (_, i) => {
    const relative = i - maxDistance;
    return (relative > 0 ? half : 0) + bucketOf(Math.abs(relative));
  });
}
