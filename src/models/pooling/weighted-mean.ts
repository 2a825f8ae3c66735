import type { TokenVectors } from './modes.js';
import { weightedSum, writeQuotient } from './weighted-sum.js';

/**
 * Mean weighted by position, 1 for the first token of the text (SGPT, arXiv 2202.08904, section
 * 4.1.2). A prompt that is left out does not shift the weights of the other tokens.
 */
export function poolWeightedMean(tokens: TokenVectors, out: Float32Array, at: number): void {
  const { sum, weights } = weightedSum(tokens, (position) => position + 1);
  writeQuotient(sum, weights, out, at);
}
