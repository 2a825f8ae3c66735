import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';
import type { TensorScope } from '../contract/tensor-scope.js';

/** torch.nn.Linear on x `[tokens, from]`, with the bias that the checkpoint must then hold. */
export function linear(
  graph: Graph,
  x: Value,
  at: TensorScope,
  from: number,
  to: number,
  bias = true,
): Value {
  return graph.linear(x, at.take('weight', [to, from]), bias ? at.take('bias', [to]) : undefined);
}

/** torch.nn.LayerNorm over the last axis. */
export function layerNorm(
  graph: Graph,
  x: Value,
  at: TensorScope,
  name: string,
  size: number,
  epsilon: number,
  bias = true,
): Value {
  const weight = graph.weight(at.take(`${name}.weight`, [size]));
  return graph.layerNorm(
    x,
    weight,
    bias ? graph.weight(at.take(`${name}.bias`, [size])) : undefined,
    epsilon,
  );
}
