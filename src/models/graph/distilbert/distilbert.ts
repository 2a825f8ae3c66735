import { encoderGraph, type Architecture } from '../contract/architecture.js';
import { activationOf, type GraphActivation } from '../layers/activation.js';
import { attention, paddingBias, type AttentionShape } from '../layers/attention.js';
import { layerNorm, linear } from '../layers/parts.js';
import { positionsFromZero } from '../layers/positions.js';
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';
import { TensorScope } from '../contract/tensor-scope.js';

/** Fixed in modeling_distilbert.py, not a setting. */
const EPSILON = 1e-12;

interface DistilBertSettings {
  readonly dim: number;
  readonly hiddenDim: number;
  readonly activation: GraphActivation;
}

/** DistilBertModel (Sanh et al. 2019): BERT without token types, with names of its own. */
export const distilbert: Architecture = {
  modelTypes: ['distilbert'],
  title: 'DistilBERT',
  build({ config, tensors, file, precision }) {
    const vocabularySize = config.size('vocab_size', 30522);
    const maxPositions = config.size('max_position_embeddings', 512);
    const dim = config.size('dim', 768);
    const layers = config.size('n_layers', 6);
    const heads = config.size('n_heads', 12);
    const settings = {
      dim,
      hiddenDim: config.size('hidden_dim', 3072),
      activation: activationOf(config, 'activation', config.text('activation', 'gelu')),
    };
    const headSize = config.headSize(dim, 'n_heads', heads);
    const scope = TensorScope.find(tensors, 'embeddings.word_embeddings.weight', file);
    const model = encoderGraph(dim, precision, (inputs) => {
      const { graph, ids, mask, columns } = inputs;
      const at = scope.in('embeddings');
      const words = graph.embed(at.take('word_embeddings.weight', [vocabularySize, dim]), ids);
      const places = graph.embed(
        at.take('position_embeddings.weight', [maxPositions, dim]),
        positionsFromZero(inputs),
      );
      const sum = graph.reshape(graph.add(words, places), graph.ints([-1, dim]));
      let tokens = layerNorm(graph, sum, at, 'LayerNorm', dim, EPSILON);
      const shape = { heads, headSize, columns, scale: 1 / Math.sqrt(headSize) };
      const bias = paddingBias(graph, mask);
      for (let layer = 0; layer < layers; layer++)
        tokens = distilbertLayer(
          graph,
          tokens,
          scope.in(`transformer.layer.${layer}`),
          bias,
          shape,
          settings,
        );
      return tokens;
    });
    return { model, hiddenSize: dim, vocabularySize, maxPositions, used: scope.used() };
  },
};

function distilbertLayer(
  graph: Graph,
  x: Value,
  at: TensorScope,
  bias: Value,
  shape: AttentionShape,
  settings: DistilBertSettings,
): Value {
  const { dim, hiddenDim, activation } = settings;
  const project = (name: string): Value =>
    linear(graph, x, at.in(`attention.${name}_lin`), dim, dim);
  const context = attention(graph, project('q'), project('k'), project('v'), bias, shape);
  const attended = linear(graph, context, at.in('attention.out_lin'), dim, dim);
  const middle = layerNorm(graph, graph.add(attended, x), at, 'sa_layer_norm', dim, EPSILON);
  const wide = activation(graph, linear(graph, middle, at.in('ffn.lin1'), dim, hiddenDim));
  const narrow = linear(graph, wide, at.in('ffn.lin2'), hiddenDim, dim);
  return layerNorm(graph, graph.add(narrow, middle), at, 'output_layer_norm', dim, EPSILON);
}
