import { Matrix } from 'ml-matrix';

/** A linear mixed model with crossed random intercepts. */
export interface MixedModel {
  readonly outcome: readonly number[];
  /** `[observations, predictors]`, of full rank. */
  readonly design: Matrix;
  /** Per random factor, the level of every observation, from 0. */
  readonly factors: readonly (readonly number[])[];
}

/** What depends on the data alone. */
export interface CrossProducts {
  readonly observations: number;
  readonly predictors: number;
  /** Which factor each column of Z belongs to. */
  readonly factorOf: readonly number[];
  /** `[levels, levels]` */
  readonly zz: Matrix;
  /** `[levels, predictors + 1]`: Z'X and Z'y. */
  readonly zxy: Matrix;
  /** `[predictors + 1, predictors + 1]`: of X and y. */
  readonly xyxy: Matrix;
}

/** The fit at given ratios of standard deviations. */
interface PenalisedFit {
  /** −2 · restricted log-likelihood, the residual variance put to its best. */
  readonly criterion: number;
  readonly coefficients: readonly number[];
  readonly residualVariance: number;
  /** (X' V⁻¹ X)⁻¹ for a residual variance of 1. */
  readonly inverse: Matrix;
  readonly logDeterminants: number;
  readonly sumOfSquares: number;
}

export function crossProducts({ outcome, design, factors }: MixedModel): CrossProducts {
  const sizes = factors.map((levels) => Math.max(...levels) + 1);
  const starts = sizes.map((_, f) => sizes.slice(0, f).reduce((sum, size) => sum + size, 0));
  const levels = sizes.reduce((sum, size) => sum + size, 0);
  const columns = design.columns + 1;
  const zz = Matrix.zeros(levels, levels);
  const zxy = Matrix.zeros(levels, columns);
  const xy = Matrix.zeros(design.rows, columns);
  outcome.forEach((y, i) => {
    for (let j = 0; j < design.columns; j++) xy.set(i, j, design.get(i, j));
    xy.set(i, design.columns, y);
    const own = factors.map((of, f) => (starts[f] ?? 0) + (of[i] ?? 0));
    for (const a of own) {
      for (const b of own) zz.set(a, b, zz.get(a, b) + 1);
      for (let j = 0; j < columns; j++) zxy.set(a, j, zxy.get(a, j) + xy.get(i, j));
    }
  });
  return {
    observations: outcome.length,
    predictors: design.columns,
    factorOf: sizes.flatMap((size, f) => new Array<number>(size).fill(f)),
    zz,
    zxy,
    xyxy: xy.transpose().mmul(xy),
  };
}

/**
 * Penalised least squares (Bates, Mächler, Bolker and Walker 2015, section 3): with Λ =
 * diag(ratios), one Cholesky factor of the cross products of (ΛZ, X, y), the identity added to the
 * first block, gives coefficients, residual variance and the restricted likelihood.
 * @param ratios standard deviation of each factor over the residual one; signs do not matter
 */
export function penalisedFit(data: CrossProducts, ratios: readonly number[]): PenalisedFit {
  const { factorOf, predictors: p, observations } = data;
  const scale = Float64Array.from(factorOf, (f) => Math.abs(ratios[f] ?? 0));
  const levels = scale.length;
  const lower = cholesky(augmented(data, scale));
  const small = Matrix.zeros(p, p);
  const right = Matrix.zeros(p, 1);
  const last = lower[levels + p] ?? new Float64Array(0);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) small.set(j, i, lower[levels + i]?.[levels + j] ?? 0);
    right.set(i, 0, last[levels + i] ?? 0);
  }
  // `small` is the upper factor R of X'V⁻¹X = R'R, `right` R'⁻¹ X'V⁻¹y.
  const inverseFactor = upperInverse(small);
  const sumOfSquares = (last[levels + p] ?? 0) ** 2;
  const degrees = observations - p;
  const logDeterminants = 2 * sumOfLogs(lower, levels + p);
  return {
    criterion: logDeterminants + degrees * (1 + Math.log((2 * Math.PI * sumOfSquares) / degrees)),
    coefficients: inverseFactor.mmul(right).to1DArray(),
    residualVariance: sumOfSquares / degrees,
    inverse: inverseFactor.mmul(inverseFactor.transpose()),
    logDeterminants,
    sumOfSquares,
  };
}

/** Lower triangle of the cross products of (ΛZ, X, y), row by row. */
function augmented({ zz, zxy, xyxy }: CrossProducts, scale: Float64Array): Float64Array[] {
  const levels = scale.length;
  return Array.from({ length: levels + xyxy.rows }, (_, i) => {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++)
      row[j] =
        i < levels
          ? zz.get(i, j) * (scale[i] ?? 0) * (scale[j] ?? 0) + (i === j ? 1 : 0)
          : j < levels
            ? zxy.get(j, i - levels) * (scale[j] ?? 0)
            : xyxy.get(i - levels, j - levels);
    return row;
  });
}

/**
 * In place, over rows of a lower triangle: ml-matrix's own takes ten times as long, and this is
 * called hundreds of times.
 */
function cholesky(rows: Float64Array[]): Float64Array[] {
  rows.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = rows[j] as Float64Array;
      let sum = row[j] as number;
      for (let k = 0; k < j; k++) sum -= (row[k] as number) * (other[k] as number);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 0)) : sum / (other[j] as number);
    }
  });
  return rows;
}

function upperInverse(upper: Matrix): Matrix {
  const inverse = Matrix.eye(upper.rows);
  for (let i = upper.rows - 1; i >= 0; i--)
    for (let j = i; j < upper.rows; j++) {
      let sum = inverse.get(i, j);
      for (let k = i + 1; k <= j; k++) sum -= upper.get(i, k) * inverse.get(k, j);
      inverse.set(i, j, sum / upper.get(i, i));
    }
  return inverse;
}

function sumOfLogs(lower: readonly Float64Array[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.log(lower[i]?.[i] ?? NaN);
  return sum;
}
