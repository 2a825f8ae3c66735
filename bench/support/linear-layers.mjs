import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Graph } from '../../dist/models/graph/onnx/graph.js';

/** Shapes of the linear layers of a BERT: `[rows, from] × [from, to]`. */
function shapesOf({ hidden_size: hidden, intermediate_size: inner, num_hidden_layers: layers }) {
  return Array.from({ length: layers }, () => [...Array.from({ length: 4 }, () => [hidden, hidden]), [hidden, inner], [inner, hidden]]).flat();
}

/** The linear layers of a model and nothing else, one after the other, with weights of their own that the runtime may pack: what its encoder could reach at best. */
export async function openLinearLayers(config, threads) {
  const shapes = shapesOf(config);
  const graph = new Graph();
  let value = graph.input('x', 'float', ['rows', config.hidden_size]);
  let seed = 1;
  // Small and of mean 0: values neither overflow nor fall to denormal numbers, which are slow.
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647 - 0.5;
  for (const [from, to] of shapes) value = graph.matmul(value, graph.floats(Float32Array.from({ length: from * to }, () => random() * Math.sqrt(12 / from)), [from, to]));
  graph.output(value, 'y', 'float', ['rows', config.hidden_size]);
  const session = await InferenceSession.create(graph.serialize(), { intraOpNumThreads: threads });
  const inputs = new Map();
  return {
    /** Floating-point operations per row. */
    flops: shapes.reduce((sum, [from, to]) => sum + 2 * from * to, 0),
    run: async (rows) => {
      if (!inputs.has(rows)) inputs.set(rows, new Tensor('float32', Float32Array.from({ length: rows * config.hidden_size }, random), [rows, config.hidden_size]));
      await session.run({ x: inputs.get(rows) });
    },
    close: () => session.release(),
  };
}
