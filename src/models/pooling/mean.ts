import type { TokenVectors } from './modes.js';
import { weightedSum, writeQuotient } from './weighted-sum.js';

/** Arithmetic mean over tokens. */
export function poolMean(tokens: TokenVectors, out: Float32Array, at: number): void {
  const { sum, weights } = weightedSum(tokens, () => 1);
  writeQuotient(sum, weights, out, at);
}
