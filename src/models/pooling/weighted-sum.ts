import type { TokenVectors } from './modes.js';

/**
 * Σ weight(token) · vector(token) over the tokens that take part, in double precision: float32 sums
 * of 512 tokens lose up to 1e-6, and the order of the sum would then be part of the result.
 * @param weight of the token at a 0-based position in the text
 */
export function weightedSum(
  tokens: TokenVectors,
  weight: (position: number) => number,
): { readonly sum: Float64Array; readonly weights: number } {
  const { values, dims } = tokens;
  const sum = new Float64Array(dims);
  let weights = 0;
  for (let token = tokens.start; token < tokens.length; token++) {
    const w = weight(token);
    const from = tokens.offset + token * dims;
    weights += w;
    for (let d = 0; d < dims; d++) sum[d] = (sum[d] ?? 0) + w * (values[from + d] ?? 0);
  }
  return { sum, weights };
}

/**
 * Writes `sum / divisor`; the divisor is kept above 1e-9 as in sentence-transformers (all tokens
 * left out gives zeros).
 */
export function writeQuotient(
  sum: Float64Array,
  divisor: number,
  out: Float32Array,
  at: number,
): void {
  const safe = Math.max(divisor, 1e-9);
  for (let d = 0; d < sum.length; d++) out[at + d] = (sum[d] ?? 0) / safe;
}
