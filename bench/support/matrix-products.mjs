import { onnxRuntime } from '../../dist/base/onnx-runtime.js';
import { Graph } from '../../dist/models/graph/onnx/graph.js';

const { InferenceSession, Tensor } = onnxRuntime();

/**
 * Floating-point operations of the matrix products of a BERT for a text of so many tokens: linear
 * layers, and attention's two.
 */
export function productFlops(
  { hidden_size: hidden, intermediate_size: inner, num_hidden_layers: layers },
  tokens,
) {
  return (
    layers *
    (tokens * 2 * (4 * hidden * hidden + 2 * hidden * inner) + 4 * tokens * tokens * hidden)
  );
}

/**
 * The matrix products of a BERT and nothing else: those of the linear layers one after the other,
 * with weights that the runtime may pack, and those of attention one after the other. What its
 * encoder could reach at best.
 */
export async function openMatrixProducts(
  {
    hidden_size: hidden,
    intermediate_size: inner,
    num_hidden_layers: layers,
    num_attention_heads: heads,
  },
  threads,
) {
  const graph = new Graph();
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  // Of mean 0 and scaled: values neither overflow nor fall to denormal numbers, which are slow.
  const weights = (from, to) =>
    graph.floats(
      Float32Array.from({ length: from * to }, () => random() * Math.sqrt(12 / from)),
      [from, to],
    );
  let x = graph.input('x', 'float', ['rows', hidden]);
  let queries = graph.input('queries', 'float', ['rows', 'columns', hidden / heads]);
  const [keys, values] = [
    graph.input('keys', 'float', ['rows', hidden / heads, 'columns']),
    graph.input('values', 'float', ['rows', 'columns', hidden / heads]),
  ];
  for (let layer = 0; layer < layers; layer++) {
    for (const [from, to] of [
      ...Array.from({ length: 4 }, () => [hidden, hidden]),
      [hidden, inner],
      [inner, hidden],
    ])
      x = graph.matmul(x, weights(from, to));
    queries = graph.matmul(graph.matmul(queries, keys), values);
  }
  graph.output(x, 'y', 'float', ['rows', hidden]);
  graph.output(queries, 'z', 'float', ['rows', 'columns', hidden / heads]);
  const session = await InferenceSession.create(graph.serialize(), { intraOpNumThreads: threads });
  const tensor = (scale, ...shape) =>
    new Tensor(
      'float32',
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random() * scale),
      shape,
    );
  return {
    /** Gives a function that multiplies once for `texts` texts of `tokens` tokens. */
    prepare: (texts, tokens) => {
      const [rows, width] = [texts * heads, hidden / heads];
      const scale = Math.sqrt(12 / Math.sqrt(width * tokens));
      const inputs = {
        x: tensor(1, texts * tokens, hidden),
        queries: tensor(1, rows, tokens, width),
        keys: tensor(scale, rows, width, tokens),
        values: tensor(scale, rows, tokens, width),
      };
      return () => session.run(inputs);
    },
    close: () => session.release(),
  };
}
