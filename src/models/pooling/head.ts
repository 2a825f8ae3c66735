import { applyDense, type DenseLayer } from './dense.js';
import { applyLayerNorm, type LayerNormLayer } from './layer-norm.js';
import { normalizeRows } from './normalize.js';
import { poolBatch, type HiddenBatch } from './pool-batch.js';
import type { PoolingMode } from './modes.js';
import { truncateRows } from './truncate.js';

/** A module behind the pooling. */
export type HeadLayer =
  | { readonly kind: 'Dense'; readonly layer: DenseLayer }
  | { readonly kind: 'LayerNorm'; readonly layer: LayerNormLayer }
  | { readonly kind: 'Normalize' };

/** Everything between token vectors and the sentence vector, in the order of modules.json. */
export interface Head {
  readonly modes: readonly PoolingMode[];
  readonly includePrompt: boolean;
  readonly layers: readonly HeadLayer[];
  readonly truncateDim: number | undefined;
}

/**
 * @param promptLength tokens of the prompt, used when the prompt is to be left out
 * @returns float32 `[rows, headDims]`
 */
export function applyHead(head: Head, batch: HiddenBatch, promptLength: number): Float32Array {
  let vectors = poolBatch(batch, head.modes, head.includePrompt ? 0 : promptLength);
  for (const step of head.layers) {
    if (step.kind === 'Dense') vectors = applyDense(step.layer, vectors, batch.rows);
    else if (step.kind === 'LayerNorm') applyLayerNorm(step.layer, vectors, batch.rows);
    else normalizeRows(vectors, batch.rows);
  }
  return head.truncateDim === undefined
    ? vectors
    : truncateRows(vectors, batch.rows, head.truncateDim);
}

/** Components of a sentence vector for token vectors of `hiddenSize`. */
export function headDims(head: Head, hiddenSize: number): number {
  const full = head.layers.reduce(
    (dims, step) => (step.kind === 'Dense' ? step.layer.outFeatures : dims),
    hiddenSize * head.modes.length,
  );
  return Math.min(full, head.truncateDim ?? full);
}
