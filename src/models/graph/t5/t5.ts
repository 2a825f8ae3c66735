import { encoderGraph, type Architecture, type EncoderInputs } from '../contract/architecture.js';
import type { TransformerConfig } from '../../config/transformer-config.js';
import { activationOf, type GraphActivation } from '../layers/activation.js';
import { attention, paddingBias, type AttentionShape } from '../layers/attention.js';
import { linear } from '../layers/parts.js';
import { relativeBias } from '../layers/relative-bias.js';
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';
import type { StoredTensor } from '../../weights/tensors/stored-tensor.js';
import { TensorScope } from '../contract/tensor-scope.js';

interface T5Settings {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly headSize: number;
  readonly heads: number;
  readonly layers: number;
  readonly intermediateSize: number;
  readonly epsilon: number;
  readonly buckets: number;
  readonly maxDistance: number;
  readonly gated: boolean;
  readonly activation: GraphActivation;
}

/**
 * The encoder of T5 and mT5 (Raffel et al. 2020, Xue et al. 2021; transformers modeling_t5.py,
 * modeling_mt5.py).
 */
export const t5: Architecture = {
  modelTypes: ['t5', 'mt5'],
  title: 'T5, mT5 (encoder)',
  build({ config, tensors, file, precision }) {
    const settings = t5Settings(config);
    const scope = TensorScope.find(
      withoutDecoder(tensors),
      'block.0.layer.0.SelfAttention.q.weight',
      file,
    );
    const table = embeddingTable(scope, settings);
    const model = encoderGraph(settings.hiddenSize, precision, (inputs) =>
      encode(inputs, table, scope, settings, config.file),
    );
    return {
      model,
      hiddenSize: settings.hiddenSize,
      vocabularySize: settings.vocabularySize,
      maxPositions: null,
      used: scope.used(),
    };
  },
};

function t5Settings(config: TransformerConfig): T5Settings {
  const multilingual = config.modelType === 'mt5';
  const projection = config.text('feed_forward_proj', multilingual ? 'gated-gelu' : 'relu');
  const named = projection === 'gated-gelu' ? 'gelu_new' : projection.replace(/^gated-/, '');
  return {
    vocabularySize: config.size('vocab_size', multilingual ? 250112 : 32128),
    hiddenSize: config.size('d_model', 512),
    headSize: config.size('d_kv', 64),
    heads: config.size('num_heads', multilingual ? 6 : 8),
    layers: config.size('num_layers', multilingual ? 8 : 6),
    intermediateSize: config.size('d_ff', multilingual ? 1024 : 2048),
    epsilon: config.positive('layer_norm_epsilon', 1e-6),
    buckets: config.size('relative_attention_num_buckets', 32),
    maxDistance: config.size('relative_attention_max_distance', 128),
    // transformers 5 writes both of these beside feed_forward_proj, and lets them win when it reads
    // them.
    gated: config.flag('is_gated_act', projection.startsWith('gated-')),
    activation: activationOf(config, 'dense_act_fn', config.text('dense_act_fn', named)),
  };
}

/** Decoder blocks have names of the same form; only the encoder's are read. */
function withoutDecoder(
  tensors: ReadonlyMap<string, StoredTensor>,
): ReadonlyMap<string, StoredTensor> {
  return new Map([...tensors].filter(([name]) => !/(^|\.)decoder\./.test(name)));
}

/**
 * `encoder.embed_tokens` where it is stored, else `shared`, which lies beside the encoder:
 * transformers ties the two.
 */
function embeddingTable(
  scope: TensorScope,
  { vocabularySize, hiddenSize }: T5Settings,
): StoredTensor {
  const shape = [vocabularySize, hiddenSize];
  if (scope.has('embed_tokens.weight')) return scope.take('embed_tokens.weight', shape);
  const outer = scope.prefix.replace(/encoder\.$/, '');
  return scope.at(outer).take('shared.weight', shape);
}

function encode(
  inputs: EncoderInputs,
  table: StoredTensor,
  scope: TensorScope,
  settings: T5Settings,
  file: string,
): Value {
  const { graph, ids, columns } = inputs;
  const { hiddenSize, heads, headSize } = settings;
  const shape: AttentionShape = { heads, headSize, columns, scale: 1 };
  const bias = graph.add(
    relativeBias(
      inputs,
      scope.in('block.0.layer.0.SelfAttention'),
      'relative_attention_bias',
      settings,
      file,
    ),
    paddingBias(graph, inputs.mask),
  );
  let tokens = graph.reshape(graph.embed(table, ids), graph.ints([-1, hiddenSize]));
  for (let layer = 0; layer < settings.layers; layer++) {
    const block = scope.in(`block.${layer}`);
    tokens = graph.add(
      tokens,
      selfAttention(graph, tokens, block.in('layer.0'), bias, shape, settings),
    );
    tokens = graph.add(tokens, feedForward(graph, tokens, block.in('layer.1'), settings));
  }
  return rootMeanSquareNorm(graph, tokens, scope, 'final_layer_norm', settings);
}

function selfAttention(
  graph: Graph,
  x: Value,
  at: TensorScope,
  bias: Value,
  shape: AttentionShape,
  settings: T5Settings,
): Value {
  const { hiddenSize, heads, headSize } = settings;
  const inner = heads * headSize;
  const normed = rootMeanSquareNorm(graph, x, at, 'layer_norm', settings);
  const project = (name: string): Value =>
    linear(graph, normed, at.in(`SelfAttention.${name}`), hiddenSize, inner, false);
  const context = attention(graph, project('q'), project('k'), project('v'), bias, shape);
  return linear(graph, context, at.in('SelfAttention.o'), inner, hiddenSize, false);
}

function feedForward(graph: Graph, x: Value, at: TensorScope, settings: T5Settings): Value {
  const { hiddenSize, intermediateSize, gated, activation } = settings;
  const normed = rootMeanSquareNorm(graph, x, at, 'layer_norm', settings);
  const widen = (name: string): Value =>
    linear(graph, normed, at.in(`DenseReluDense.${name}`), hiddenSize, intermediateSize, false);
  const wide = gated
    ? graph.multiply(activation(graph, widen('wi_0')), widen('wi_1'))
    : activation(graph, widen('wi'));
  return linear(graph, wide, at.in('DenseReluDense.wo'), intermediateSize, hiddenSize, false);
}

/** T5LayerNorm: no mean, no bias (Zhang and Sennrich 2019). */
function rootMeanSquareNorm(
  graph: Graph,
  x: Value,
  at: TensorScope,
  name: string,
  { hiddenSize, epsilon }: T5Settings,
): Value {
  const meanSquare = graph.meanOfLast(graph.multiply(x, x));
  const normed = graph.divide(x, graph.sqrt(graph.add(meanSquare, graph.float(epsilon))));
  return graph.multiply(normed, graph.weight(at.take(`${name}.weight`, [hiddenSize])));
}
