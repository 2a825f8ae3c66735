import type { TokenVectors } from './modes.js';

/** Largest value of each component; `-Infinity` when no token takes part, as torch gives. */
export function poolMax(tokens: TokenVectors, out: Float32Array, at: number): void {
  const { values, dims } = tokens;
  out.fill(-Infinity, at, at + dims);
  for (let token = tokens.start; token < tokens.length; token++) {
    const from = tokens.offset + token * dims;
    for (let d = 0; d < dims; d++) {
      const value = values[from + d] ?? NaN;
      if (value > (out[at + d] ?? NaN) || Number.isNaN(value)) out[at + d] = value;
    }
  }
}
