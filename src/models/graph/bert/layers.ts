import type { EncoderInputs } from '../contract/architecture.js';
import type { TransformerConfig } from '../../config/transformer-config.js';
import { activationOf, type GraphActivation } from '../layers/activation.js';
import { attention, paddingBias, type AttentionShape } from '../layers/attention.js';
import { layerNorm, linear } from '../layers/parts.js';
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';
import type { TensorScope } from '../contract/tensor-scope.js';

export interface BertSettings {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly headSize: number;
  readonly intermediateSize: number;
  readonly maxPositionEmbeddings: number;
  readonly typeVocabularySize: number;
  readonly epsilon: number;
  readonly padding: number;
  readonly activation: GraphActivation;
}

/**
 * Settings that BertConfig, RobertaConfig and XLMRobertaConfig share, with their defaults but for
 * two.
 */
export function bertSettings(
  config: TransformerConfig,
  padding: number,
  vocabularySize = 30522,
): BertSettings {
  config.require('is_decoder', [false]);
  config.require('position_embedding_type', ['absolute']);
  const hiddenSize = config.size('hidden_size', 768);
  const heads = config.size('num_attention_heads', 12);
  return {
    vocabularySize: config.size('vocab_size', vocabularySize),
    hiddenSize,
    layers: config.size('num_hidden_layers', 12),
    heads,
    headSize: config.headSize(hiddenSize, 'num_attention_heads', heads),
    intermediateSize: config.size('intermediate_size', 3072),
    maxPositionEmbeddings: config.size('max_position_embeddings', 512),
    typeVocabularySize: config.size('type_vocab_size', 2),
    epsilon: config.positive('layer_norm_eps', 1e-12),
    padding: config.size('pad_token_id', padding, 0),
    activation: activationOf(config, 'hidden_act', config.text('hidden_act', 'gelu')),
  };
}

/**
 * The stack of post-norm layers. @param tokens float32 `[rows · columns, hiddenSize]`, and so is
 * the result
 */
export function bertLayers(
  { graph, mask, columns }: EncoderInputs,
  tokens: Value,
  scope: TensorScope,
  settings: BertSettings,
): Value {
  const { heads, headSize } = settings;
  const shape: AttentionShape = { heads, headSize, columns, scale: 1 / Math.sqrt(headSize) };
  const bias = paddingBias(graph, mask);
  for (let layer = 0; layer < settings.layers; layer++) {
    tokens = bertLayer(graph, tokens, scope.in(`encoder.layer.${layer}`), bias, shape, settings);
  }
  return tokens;
}

function bertLayer(
  graph: Graph,
  x: Value,
  at: TensorScope,
  bias: Value,
  shape: AttentionShape,
  settings: BertSettings,
): Value {
  const { hiddenSize, intermediateSize, epsilon, activation } = settings;
  const project = (name: string): Value =>
    linear(graph, x, at.in(`attention.self.${name}`), hiddenSize, hiddenSize);
  const context = attention(graph, project('query'), project('key'), project('value'), bias, shape);
  const attended = linear(graph, context, at.in('attention.output.dense'), hiddenSize, hiddenSize);
  const middle = layerNorm(
    graph,
    graph.add(attended, x),
    at,
    'attention.output.LayerNorm',
    hiddenSize,
    epsilon,
  );
  const wide = activation(
    graph,
    linear(graph, middle, at.in('intermediate.dense'), hiddenSize, intermediateSize),
  );
  const narrow = linear(graph, wide, at.in('output.dense'), intermediateSize, hiddenSize);
  return layerNorm(graph, graph.add(narrow, middle), at, 'output.LayerNorm', hiddenSize, epsilon);
}
