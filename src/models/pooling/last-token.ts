import type { TokenVectors } from './modes.js';

/**
 * The last token; zeros when a prompt fills the whole text (sentence-transformers multiplies by the
 * mask).
 */
export function poolLastToken(tokens: TokenVectors, out: Float32Array, at: number): void {
  if (tokens.start >= tokens.length) {
    out.fill(0, at, at + tokens.dims);
    return;
  }
  const from = tokens.offset + (tokens.length - 1) * tokens.dims;
  out.set(tokens.values.subarray(from, from + tokens.dims), at);
}
