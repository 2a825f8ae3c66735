import { poolCls } from './cls.js';
import { poolLastToken } from './last-token.js';
import { poolMax } from './max.js';
import { poolMean } from './mean.js';
import { poolMeanSqrt } from './mean-sqrt.js';
import type { Pool, PoolingMode } from './modes.js';
import { poolWeightedMean } from './weighted-mean.js';

const POOLS: Readonly<Record<PoolingMode, Pool>> = {
  cls: poolCls,
  max: poolMax,
  mean: poolMean,
  mean_sqrt_len_tokens: poolMeanSqrt,
  weightedmean: poolWeightedMean,
  lasttoken: poolLastToken,
};

/** Token vectors of a batch padded on the right. */
export interface HiddenBatch {
  /** `[rows, columns, dims]`, row-major. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly dims: number;
  /** Tokens per row, padding not counted. */
  readonly lengths: readonly number[];
  /** The graph pools by itself (some ONNX exports): `values` is `[rows, dims]` already. */
  readonly pooled?: boolean | undefined;
}

/**
 * Reduces every row of a batch to one vector, several modes side by side.
 * @param skip tokens at the start of each text that take no part (a prompt with `include_prompt:
 * false`)
 * @returns float32 `[rows, modes * dims]`
 */
export function poolBatch(
  batch: HiddenBatch,
  modes: readonly PoolingMode[],
  skip: number,
): Float32Array {
  const { values, rows, columns, dims } = batch;
  if (batch.pooled === true) return values;
  const width = modes.length * dims;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const length = batch.lengths[row] ?? 0;
    const tokens = {
      values,
      offset: row * columns * dims,
      length,
      dims,
      start: Math.min(skip, length),
    };
    modes.forEach((mode, i) => POOLS[mode](tokens, out, row * width + i * dims));
  }
  return out;
}
