/** How texts are put together for one run of the graph. */
export interface BatchLimits {
  /** Upper bound of rows × longest row; one text may exceed it alone. */
  readonly tokens: number;
  readonly rows: number;
}

/**
 * Measured on one CPU: small batches of texts of one length are up to 2.8 times as fast as 32 rows
 * padded to the longest, and 256 tokens take 4 to 9 % less than 512 with 384 and with 768 dims
 * (docs/performance.md).
 */
const DEFAULT_LIMITS: BatchLimits = { tokens: 256, rows: 32 };

/**
 * The limits where so many threads work on one batch: tokens for each of them, for they wait for
 * each other after every operator.
 */
export function limitsFor(threads: number): BatchLimits {
  return { ...DEFAULT_LIMITS, tokens: DEFAULT_LIMITS.tokens * Math.max(1, threads) };
}

/**
 * A batch of this size is large enough for the processor: it is rather closed than padded further.
 */
const ENOUGH_TOKENS = 128;
const MOST_PADDING = 0.1;

/**
 * Groups texts of similar length, longest first, so that the largest memory need comes at once.
 * Beyond 128 tokens a batch takes a text only while less than a tenth of it is padding.
 * @param lengths tokens per text
 * @returns indices into `lengths`, every one in exactly one batch
 */
export function planBatches(
  lengths: readonly number[],
  limits: BatchLimits = DEFAULT_LIMITS,
): number[][] {
  const order = lengths
    .map((_, i) => i)
    .sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0) || a - b);
  const batches: number[][] = [];
  let batch: number[] = [];
  let longest = 0;
  let tokens = 0;
  for (const index of order) {
    const length = lengths[index] ?? 0;
    const size = (batch.length + 1) * longest;
    const full = batch.length >= limits.rows || size > limits.tokens;
    const padded = tokens >= ENOUGH_TOKENS && size - tokens - length > MOST_PADDING * size;
    if (batch.length === 0 || full || padded) {
      batch = [];
      batches.push(batch);
      longest = length;
      tokens = 0;
    }
    batch.push(index);
    tokens += length;
  }
  return batches;
}
