import type { TokenVectors } from './modes.js';

/**
 * The first token that takes part; token 0 when a prompt fills the whole text (torch's argmax over
 * zeros).
 */
export function poolCls(tokens: TokenVectors, out: Float32Array, at: number): void {
  const first = tokens.start < tokens.length ? tokens.start : 0;
  const from = tokens.offset + first * tokens.dims;
  out.set(tokens.values.subarray(from, from + tokens.dims), at);
}
