import type { TokenVectors } from './modes.js';
import { weightedSum, writeQuotient } from './weighted-sum.js';

/** Sum over tokens divided by the square root of their number. */
export function poolMeanSqrt(tokens: TokenVectors, out: Float32Array, at: number): void {
  const { sum, weights } = weightedSum(tokens, () => 1);
  writeQuotient(sum, Math.sqrt(Math.max(weights, 1e-9)), out, at);
}
