import type { EncoderInputs } from '../contract/architecture.js';
import type { Value } from '../onnx/writer.js';

/** 0 … columns-1, int64 `[columns]`. */
export function positionsFromZero({ graph, columns }: EncoderInputs): Value {
  return graph.range(graph.int(0), graph.squeeze(columns, [0]), graph.int(1));
}

/**
 * `create_position_ids_from_input_ids`: counts the tokens that are not the padding token, from
 * padding_idx + 1 on; the padding token itself, also one that a text spells out, gets padding_idx.
 * int64 `[rows, columns]`.
 */
export function positionsAfterPadding({ graph, ids }: EncoderInputs, padding: number): Value {
  const real = graph.cast(graph.not(graph.equal(ids, graph.int(padding))), 'int64');
  const counted = graph.multiply(graph.cumulativeSum(real, graph.int(1)), real);
  return graph.add(counted, graph.int(padding));
}
