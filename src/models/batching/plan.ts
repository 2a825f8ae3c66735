/** How texts are put together for one run of the graph. */
export interface BatchLimits {
  /** Upper bound of rows × longest row; one text may exceed it alone. */
  readonly tokens: number;
  readonly rows: number;
}

/**
 * Measured on CPU: small batches of texts of one length are up to 2.8 times as fast as 32 rows padded to the longest
 * (docs/performance.md).
 */
export const DEFAULT_LIMITS: BatchLimits = { tokens: 512, rows: 32 };

/**
 * Groups texts of similar length, longest first, so that the largest memory need comes at once.
 * @param lengths tokens per text
 * @returns indices into `lengths`, every one in exactly one batch
 */
export function planBatches(lengths: readonly number[], limits: BatchLimits = DEFAULT_LIMITS): number[][] {
  const order = lengths.map((_, i) => i).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  let longest = 0;
  for (const index of order) {
    const full = batch.length >= limits.rows || (batch.length + 1) * longest > limits.tokens;
    if (batch.length === 0 || full) {
      batch = [];
      batches.push(batch);
      longest = lengths[index] ?? 0;
    }
    batch.push(index);
  }
  return batches;
}
