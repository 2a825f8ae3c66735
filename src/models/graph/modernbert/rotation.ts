import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';

/**
 * Rotary positions (Su et al. 2021) in the half-split form of transformers: `x cos + rotate_half(x)
 * sin`.
 * @param positions int64 `[columns]`
 * @returns a function of float32 `[rows, columns, heads, headSize]`
 */
export function rotation(
  graph: Graph,
  positions: Value,
  headSize: number,
  theta: number,
): (x: Value) => Value {
  // torch computes the frequencies in float32: 1 / theta^(2i / headSize)
  const frequencies = Float32Array.from(
    { length: headSize / 2 },
    (_, i) => 1 / Math.fround(theta ** Math.fround((2 * i) / headSize)),
  );
  const angles = graph.multiply(
    graph.unsqueeze(graph.cast(positions, 'float'), [1]),
    graph.floats(frequencies),
  );
  const both = graph.unsqueeze(graph.concat([angles, angles], -1), [1]);
  const [cosine, sine] = [graph.cosine(both), graph.sine(both)];
  return (x) => {
    const [first, second] = graph.split(x, 2) as [Value, Value];
    const half = graph.concat([graph.negate(second), first], -1);
    return graph.add(graph.multiply(x, cosine), graph.multiply(half, sine));
  };
}
