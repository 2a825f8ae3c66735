import type { ModelId, Similarity } from '../types/encoder.js';
import type { CheckpointCard } from '../types/generated/checkpoint-card.js';
import type { Checkpoint } from './checkpoint/checkpoint.js';
import type { TokenLimits } from './checkpoint/max-tokens.js';
import type { Head } from './pooling/head.js';
import { explainPrompts, type ExplainedPrompt, type PromptTable } from './prompts/prompts.js';
import type { Tokenizer } from './tokenizer/tokenizer.js';
import type { Transformer } from './graph/transformer-types.js';

/**
 * What was found in a checkpoint: the page of `models inspect`, and the source of model_meta.json.
 */
export interface CheckpointSummary {
  readonly id: ModelId;
  readonly folder: string;
  /** Class named in config.json. */
  readonly architecture: string;
  /** The card's word, else what the configuration tells. */
  readonly backbone: string;
  /** Of the transformer and the modules behind it; `null` where an ONNX file does not tell. */
  readonly parameters: number | null;
  readonly embeddingParameters: number | null;
  readonly layout: 'sentence-transformers' | 'transformers';
  /** Version of sentence-transformers that wrote the folder. */
  readonly writtenBy: string | null;
  readonly modules: readonly string[];
  /** Modes side by side; `in-graph` where an ONNX file gives one vector per text. */
  readonly pooling: readonly string[];
  readonly includePrompt: boolean;
  readonly hiddenSize: number;
  readonly dims: number;
  readonly truncateDim: number | null;
  readonly similarity: Similarity;
  readonly maxTokens: { readonly query: number | null; readonly document: number | null };
  readonly tokenizer: {
    readonly kind: string;
    readonly className: string;
    readonly source: string;
    readonly size: number;
    readonly lowerCase: boolean;
  };
  /** Per role: the text and the key it came from. */
  readonly prompts: readonly ExplainedPrompt[];
  readonly allPrompts: Readonly<Record<string, string>>;
  readonly defaultPromptName: string | null;
  readonly precision: { readonly stored: string; readonly computed: string };
  readonly files: readonly string[];
  /** The adapter's rank and the folder of its base; null without one. */
  readonly adapter: { readonly rank: number; readonly base: string } | null;
  readonly card: CheckpointCard | null;
  readonly doubts: readonly string[];
}

interface Findings {
  readonly checkpoint: Checkpoint;
  readonly tokenizer: Tokenizer;
  readonly transformer: Transformer;
  readonly head: Head;
  readonly prompts: PromptTable;
  readonly limits: TokenLimits;
  readonly similarity: Similarity;
  readonly id: ModelId;
  readonly precision: string;
  readonly dims: number;
  readonly doubts: readonly string[];
}

export function summarize(found: Findings): CheckpointSummary {
  const { checkpoint, tokenizer, transformer, head, prompts, limits } = found;
  const known = Number.isFinite(transformer.vocabularySize);
  return {
    id: found.id,
    folder: checkpoint.folder,
    architecture: transformer.architecture,
    backbone: checkpoint.card?.backbone ?? transformer.backbone,
    parameters: Number.isFinite(transformer.parameters)
      ? transformer.parameters + headParameters(head)
      : null,
    embeddingParameters: known
      ? transformer.vocabularySize *
        checkpoint.config.size('embedding_size', transformer.hiddenSize, 0)
      : null,
    layout: checkpoint.modules === undefined ? 'transformers' : 'sentence-transformers',
    writtenBy: checkpoint.model.writtenBy ?? null,
    modules: checkpoint.modules?.map((module) => module.kind) ?? ['Transformer', 'Pooling'],
    pooling: transformer.pooled ? ['in-graph'] : head.modes,
    includePrompt: head.includePrompt,
    hiddenSize: transformer.hiddenSize,
    dims: found.dims,
    truncateDim: head.truncateDim ?? null,
    similarity: found.similarity,
    maxTokens: { query: limits.query, document: limits.document },
    tokenizer: {
      kind: tokenizer.kind,
      className: tokenizer.className,
      source: tokenizer.source,
      size: tokenizer.size,
      lowerCase: checkpoint.settings.lowerCase,
    },
    prompts: explainPrompts(prompts),
    allPrompts: prompts.prompts,
    defaultPromptName: prompts.defaultPromptName ?? null,
    precision: { stored: transformer.precision, computed: found.precision },
    files: [...transformer.files].sort(),
    adapter:
      checkpoint.adapter === undefined
        ? null
        : { rank: checkpoint.adapter.config.rank, base: checkpoint.transformerFolder },
    card: checkpoint.card ?? null,
    doubts: found.doubts,
  };
}

function headParameters(head: Head): number {
  return head.layers.reduce((sum, step) => {
    if (step.kind === 'Dense')
      return (
        sum +
        step.layer.weight.length +
        (step.layer.bias?.length ?? 0) +
        (step.layer.residual instanceof Float32Array ? step.layer.residual.length : 0)
      );
    return step.kind === 'LayerNorm'
      ? sum + step.layer.weight.length + step.layer.bias.length
      : sum;
  }, 0);
}
