import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';

export interface AttentionShape {
  readonly heads: number;
  /** Width of one head; `heads · headSize` need not be the hidden size (T5). */
  readonly headSize: number;
  /** The size of the axis `columns` as a vector of one element. */
  readonly columns: Value;
  /** Factor on the scores; 1 in T5, 1/sqrt(headSize) elsewhere. */
  readonly scale: number;
  /** Applied to queries and keys, float32 `[rows, columns, heads, headSize]`: rotary positions. */
  readonly rotate?: ((x: Value) => Value) | undefined;
}

/**
 * softmax(scale · q kᵀ + bias) v over all heads.
 * @param query, key, value float32 `[rows · columns, heads · headSize]`
 * @param bias added to the scores, broadcast to `[rows, heads, columns, columns]`
 * @returns float32 `[rows · columns, heads · headSize]`
 */
export function attention(
  graph: Graph,
  query: Value,
  key: Value,
  value: Value,
  bias: Value,
  shape: AttentionShape,
): Value {
  const { heads, headSize, columns, scale, rotate = (x: Value) => x } = shape;
  const split = graph.concat([graph.ints([-1]), columns, graph.ints([heads, headSize])], 0);
  const q = graph.transpose(rotate(graph.reshape(query, split)), [0, 2, 1, 3]);
  const k = graph.transpose(rotate(graph.reshape(key, split)), [0, 2, 3, 1]);
  const v = graph.transpose(graph.reshape(value, split), [0, 2, 1, 3]);
  const products = graph.matmul(q, k);
  const scores = scale === 1 ? products : graph.multiply(products, graph.float(scale));
  const weights = graph.softmax(graph.add(scores, bias));
  const context = graph.transpose(graph.matmul(weights, v), [0, 2, 1, 3]);
  return graph.reshape(context, graph.ints([-1, heads * headSize]));
}

/** torch.finfo(float32).min, what transformers adds to the scores of padding. */
export const LOWEST = -3.4028234663852886e38;

/**
 * The attention mask (int64 `[rows, columns]`, 1 = token) as float32 `[rows, 1, 1, columns]`: 0 for
 * tokens, the lowest float for padding.
 */
export function paddingBias(graph: Graph, mask: Value): Value {
  const padding = graph.subtract(graph.float(1), graph.cast(mask, 'float'));
  return graph.unsqueeze(graph.multiply(padding, graph.float(LOWEST)), [1, 2]);
}
