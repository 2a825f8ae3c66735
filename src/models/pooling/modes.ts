/** The pooling modes of sentence-transformers 6.2. */
export const POOLING_MODES = [
  'cls',
  'max',
  'mean',
  'mean_sqrt_len_tokens',
  'weightedmean',
  'lasttoken',
] as const;
export type PoolingMode = (typeof POOLING_MODES)[number];

/** The token vectors of one text inside a padded batch, as a pooling sees them. */
export interface TokenVectors {
  /** `[rows, columns, dims]` of the whole batch, row-major. */
  readonly values: Float32Array;
  /** Index in `values` of this text's first component. */
  readonly offset: number;
  /** Tokens of this text; padding to the right of them is not looked at. */
  readonly length: number;
  readonly dims: number;
  /**
   * First token that takes part: 0, or the length of a prompt that is left out (then at most
   * `length`).
   */
  readonly start: number;
}

/** Reduces the tokens of one text to one vector, written to `out[at … at + dims)`. */
export type Pool = (tokens: TokenVectors, out: Float32Array, at: number) => void;
