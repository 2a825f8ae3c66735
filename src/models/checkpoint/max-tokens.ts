import type { Checkpoint } from './checkpoint.js';

/** Tokens after which texts are cut, special tokens included; `null` = never. */
export interface TokenLimits {
  readonly any: number | null;
  readonly query: number | null;
  readonly document: number | null;
  readonly doubts: readonly string[];
}

/**
 * sentence-transformers 6.2 (base/modules/transformer.py): `max_seq_length` where it is set, else
 * the smaller of the tokenizer's `model_max_length` and the model's `max_position_embeddings`. A
 * longer text than the position table would end Python with an index error; here it is cut there.
 * @param positions usable positions, `null` = no table (relative positions)
 */
export function tokenLimits(
  checkpoint: Checkpoint,
  modelMaxLength: number | undefined,
  positions: number | null,
): TokenLimits {
  const { settings, config } = checkpoint;
  const table = config.values['max_position_embeddings'];
  const stated = typeof table === 'number' && table > 0 ? table : Infinity;
  const python = settings.maxSequenceLength ?? Math.min(modelMaxLength ?? Infinity, stated);
  const cap = (limit: number): number | null => {
    const tokens = Math.min(limit, positions ?? Infinity);
    return tokens === Infinity ? null : tokens;
  };
  const wanted = Math.max(
    python === Infinity ? 0 : python,
    settings.queryLength ?? 0,
    settings.documentLength ?? 0,
  );
  return {
    any: cap(python),
    query: cap(settings.queryLength ?? python),
    document: cap(settings.documentLength ?? python),
    doubts:
      positions !== null && wanted > positions
        ? [
            `texts may have ${wanted} tokens by the configuration, but there are ${positions} positions; they are cut there`,
          ]
        : [],
  };
}
