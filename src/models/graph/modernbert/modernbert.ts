import { encoderGraph, type Architecture, type EncoderInputs } from '../contract/architecture.js';
import { attention, LOWEST, paddingBias, type AttentionShape } from '../layers/attention.js';
import { layerNorm, linear } from '../layers/parts.js';
import { positionsFromZero } from '../layers/positions.js';
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../onnx/writer.js';
import { TensorScope } from '../contract/tensor-scope.js';
import { rotation } from './rotation.js';
import { modernBertSettings, type AttentionKind, type ModernBertSettings } from './settings.js';

/**
 * ModernBertModel (Warner et al. 2024; transformers modeling_modernbert.py), and so mmBERT: rotary
 * positions, sliding windows, GeGLU.
 */
export const modernbert: Architecture = {
  modelTypes: ['modernbert'],
  title: 'ModernBERT, mmBERT',
  build({ config, tensors, file, precision }) {
    const settings = modernBertSettings(config);
    const { hiddenSize, vocabularySize, maxPositions } = settings;
    const scope = TensorScope.find(tensors, 'embeddings.tok_embeddings.weight', file);
    const model = encoderGraph(hiddenSize, precision, (inputs) => encode(inputs, scope, settings));
    return { model, hiddenSize, vocabularySize, maxPositions, used: scope.used() };
  },
};

function encode(inputs: EncoderInputs, scope: TensorScope, settings: ModernBertSettings): Value {
  const { graph, ids, mask, columns } = inputs;
  const { hiddenSize, heads, headSize, epsilon, normBias, theta } = settings;
  const padding = paddingBias(graph, mask);
  const positions = positionsFromZero(inputs);
  const shape = { heads, headSize, columns, scale: 1 / Math.sqrt(headSize) };
  const layers: Record<AttentionKind, { bias: Value; shape: AttentionShape }> = {
    full_attention: {
      bias: padding,
      shape: { ...shape, rotate: rotation(graph, positions, headSize, theta.full_attention) },
    },
    sliding_attention: {
      bias: windowBias(graph, padding, positions, settings.halfWindow),
      shape: { ...shape, rotate: rotation(graph, positions, headSize, theta.sliding_attention) },
    },
  };
  const words = graph.embed(
    scope.take('embeddings.tok_embeddings.weight', [settings.vocabularySize, hiddenSize]),
    ids,
  );
  let tokens = layerNorm(
    graph,
    graph.reshape(words, graph.ints([-1, hiddenSize])),
    scope,
    'embeddings.norm',
    hiddenSize,
    epsilon,
    normBias,
  );
  settings.kinds.forEach((kind, i) => {
    const at = scope.in(`layers.${i}`);
    // The first layer stands right behind the norm of the embeddings and has none of its own.
    const normed =
      i === 0 ? tokens : layerNorm(graph, tokens, at, 'attn_norm', hiddenSize, epsilon, normBias);
    tokens = graph.add(tokens, selfAttention(graph, normed, at.in('attn'), layers[kind], settings));
    tokens = graph.add(
      tokens,
      feedForward(
        graph,
        layerNorm(graph, tokens, at, 'mlp_norm', hiddenSize, epsilon, normBias),
        at.in('mlp'),
        settings,
      ),
    );
  });
  return layerNorm(graph, tokens, scope, 'final_norm', hiddenSize, epsilon, normBias);
}

/**
 * Padding and everything further than `halfWindow` tokens away, float32 `[rows, 1, columns,
 * columns]`.
 */
function windowBias(graph: Graph, padding: Value, positions: Value, halfWindow: number): Value {
  const distance = graph.absolute(
    graph.subtract(graph.unsqueeze(positions, [0]), graph.unsqueeze(positions, [1])),
  );
  const outside = graph.multiply(
    graph.cast(graph.greater(distance, graph.int(halfWindow)), 'float'),
    graph.float(LOWEST),
  );
  // Two lowest floats add up to -infinity, and a row of nothing else would become NaN.
  return graph.clip(graph.add(padding, outside), graph.float(LOWEST), graph.float(0));
}

function selfAttention(
  graph: Graph,
  x: Value,
  at: TensorScope,
  layer: { bias: Value; shape: AttentionShape },
  settings: ModernBertSettings,
): Value {
  const { hiddenSize, attentionBias } = settings;
  const [query, key, value] = graph.split(
    linear(graph, x, at.in('Wqkv'), hiddenSize, 3 * hiddenSize, attentionBias),
    3,
  ) as [Value, Value, Value];
  return linear(
    graph,
    attention(graph, query, key, value, layer.bias, layer.shape),
    at.in('Wo'),
    hiddenSize,
    hiddenSize,
    attentionBias,
  );
}

function feedForward(graph: Graph, x: Value, at: TensorScope, settings: ModernBertSettings): Value {
  const { hiddenSize, intermediateSize, mlpBias, activation } = settings;
  const [input, gate] = graph.split(
    linear(graph, x, at.in('Wi'), hiddenSize, 2 * intermediateSize, mlpBias),
    2,
  ) as [Value, Value];
  return linear(
    graph,
    graph.multiply(activation(graph, input), gate),
    at.in('Wo'),
    intermediateSize,
    hiddenSize,
    mlpBias,
  );
}
