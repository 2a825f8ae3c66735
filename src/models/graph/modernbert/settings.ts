import type { TransformerConfig } from '../../config/transformer-config.js';
import { activationOf, type GraphActivation } from '../layers/activation.js';
import { corrupt } from '../../config/corrupt.js';

export type AttentionKind = 'full_attention' | 'sliding_attention';

export interface ModernBertSettings {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly heads: number;
  readonly headSize: number;
  readonly intermediateSize: number;
  readonly maxPositions: number;
  /** One entry per layer. */
  readonly kinds: readonly AttentionKind[];
  /** Tokens to either side that a sliding layer sees. */
  readonly halfWindow: number;
  readonly theta: Readonly<Record<AttentionKind, number>>;
  readonly epsilon: number;
  readonly normBias: boolean;
  readonly attentionBias: boolean;
  readonly mlpBias: boolean;
  readonly activation: GraphActivation;
}

/**
 * ModernBertConfig in both of its spellings: that of the hub's checkpoints (2024) and that of
 * transformers 5.
 */
export function modernBertSettings(config: TransformerConfig): ModernBertSettings {
  config.require('rope_scaling', []);
  const hiddenSize = config.size('hidden_size', 768);
  const heads = config.size('num_attention_heads', 12);
  return {
    vocabularySize: config.size('vocab_size', 50368),
    hiddenSize,
    heads,
    headSize: config.headSize(hiddenSize, 'num_attention_heads', heads),
    intermediateSize: config.size('intermediate_size', 1152),
    maxPositions: config.size('max_position_embeddings', 8192),
    kinds: kindsOf(config),
    halfWindow: Math.floor(config.size('local_attention', 128) / 2),
    theta: {
      full_attention: thetaOf(config, 'full_attention', 'global_rope_theta', 160_000),
      sliding_attention: thetaOf(config, 'sliding_attention', 'local_rope_theta', 10_000),
    },
    epsilon: config.positive('norm_eps', 1e-5),
    normBias: config.flag('norm_bias', false),
    attentionBias: config.flag('attention_bias', false),
    mlpBias: config.flag('mlp_bias', false),
    activation: activationOf(config, 'hidden_activation', config.text('hidden_activation', 'gelu')),
  };
}

function kindsOf(config: TransformerConfig): AttentionKind[] {
  const layers = config.size('num_hidden_layers', 22);
  const listed = config.values['layer_types'];
  if (listed === undefined || listed === null) {
    const every = config.size('global_attn_every_n_layers', 3);
    return Array.from({ length: layers }, (_, i) =>
      i % every === 0 ? 'full_attention' : 'sliding_attention',
    );
  }
  if (
    !Array.isArray(listed) ||
    listed.length !== layers ||
    !listed.every((kind) => kind === 'full_attention' || kind === 'sliding_attention')
  ) {
    throw corrupt(
      config.file,
      `layer_types is not a list of ${layers} times full_attention or sliding_attention`,
      { pointer: '/layer_types' },
    );
  }
  return listed as AttentionKind[];
}

function thetaOf(
  config: TransformerConfig,
  kind: AttentionKind,
  oldKey: string,
  fallback: number,
): number {
  const all = config.values['rope_parameters'];
  const own =
    typeof all === 'object' && all !== null ? (all as Record<string, unknown>)[kind] : undefined;
  if (typeof own !== 'object' || own === null) return config.positive(oldKey, fallback);
  const { rope_type: type = 'default', rope_theta: theta } = own as Record<string, unknown>;
  if (type !== 'default')
    throw corrupt(
      config.file,
      `the rotary positions of ${kind} are of type ${JSON.stringify(type)}, expected "default"`,
      { pointer: `/rope_parameters/${kind}/rope_type` },
    );
  return typeof theta === 'number' && theta > 0 ? theta : config.positive(oldKey, fallback);
}
