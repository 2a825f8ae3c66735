import type { TransformerConfig } from '../../config/transformer-config.js';
import { corrupt } from '../../config/corrupt.js';
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';

export type GraphActivation = (graph: Graph, x: Value) => Value;

const gelu: GraphActivation = (graph, x) => graph.gelu(x, 'none');
const geluTanh: GraphActivation = (graph, x) => graph.gelu(x, 'tanh');
const silu: GraphActivation = (graph, x) => graph.multiply(x, graph.sigmoid(x));
const relu: GraphActivation = (graph, x) => graph.relu(x);
const relu2: GraphActivation = (graph, x) => {
  const positive = graph.relu(x);
  return graph.multiply(positive, positive);
};

/**
 * Names of `hidden_act` in transformers (`ACT2CLS` in activations.py) that have no parameters of
 * their own.
 */
const ACTIVATIONS: Readonly<Record<string, GraphActivation>> = {
  gelu,
  gelu_python: gelu,
  gelu_10: (graph, x) => graph.clip(gelu(graph, x), graph.float(-10), graph.float(10)),
  // One formula, 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), under the names of several
  // papers.
  gelu_new: geluTanh,
  gelu_fast: geluTanh,
  gelu_accurate: geluTanh,
  gelu_pytorch_tanh: geluTanh,
  gelu_python_tanh: geluTanh,
  quick_gelu: (graph, x) => graph.multiply(x, graph.sigmoid(graph.multiply(x, graph.float(1.702)))),
  relu,
  relu2,
  relu6: (graph, x) => graph.clip(x, graph.float(0), graph.float(6)),
  leaky_relu: (graph, x) => graph.leakyRelu(x, 0.01),
  silu,
  swish: silu,
  tanh: (graph, x) => graph.tanh(x),
  sigmoid: (graph, x) => graph.sigmoid(x),
  mish: (graph, x) => graph.mish(x),
  hardswish: (graph, x) => graph.hardSwish(x),
  linear: (_graph, x) => x,
};

/** @throws GB_CHECKPOINT_CORRUPT naming the key when the activation is not written here */
export function activationOf(
  config: TransformerConfig,
  key: string,
  name: string,
): GraphActivation {
  const activation = Object.hasOwn(ACTIVATIONS, name) ? ACTIVATIONS[name] : undefined;
  if (activation === undefined) {
    throw corrupt(
      config.file,
      `${key} asks for the activation "${name}", which is not known here`,
      { pointer: `/${key}`, hint: `Known: ${Object.keys(ACTIVATIONS).join(', ')}.` },
    );
  }
  return activation;
}
