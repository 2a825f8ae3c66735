import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { mean } from '../../metrics/arithmetic/mean.js';

/** Least squares of one resample of clusters. */
interface ResampledFit {
  /** Intercept first. */
  readonly coefficients: readonly number[];
  readonly partialR2: readonly number[];
}

/**
 * Least squares for many resamples of clusters: X'X, X'y and y'y of each cluster are summed once
 * and combined per draw, a thousand times faster than a QR decomposition of the repeated rows and
 * as good for intervals (y and X are centred first).
 * @param x `[rows][predictors]`
 * @param clusters cluster of each row
 * @returns counts of clusters → fit, undefined where the resample is collinear or holds too few
 * rows
 */
export function clusterFits(
  x: readonly (readonly number[])[],
  y: readonly number[],
  clusters: readonly number[],
  width: number,
): (counts: (cluster: number) => number) => ResampledFit | undefined {
  const predictors = x[0]?.length ?? 0;
  const size = predictors + 2;
  const means = Array.from(
    { length: predictors },
    (_, j) => x.reduce((sum, row) => sum + (row[j] ?? NaN), 0) / x.length,
  );
  const meanY = mean(y);
  const rows = new Float64Array(width);
  // Per cluster the products of (1, x…, y) with itself.
  const products = Array.from({ length: width }, () => new Float64Array(size * size));
  x.forEach((row, i) => {
    const line = [1, ...row.map((value, j) => value - (means[j] ?? 0)), (y[i] ?? NaN) - meanY];
    const cluster = clusters[i] ?? 0;
    rows[cluster] = (rows[cluster] ?? 0) + 1;
    const sums = products[cluster] ?? new Float64Array(0);
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        sums[a * size + b] = (sums[a * size + b] ?? 0) + (line[a] ?? 0) * (line[b] ?? 0);
  });
  return (counts) => {
    const total = new Float64Array(size * size);
    let drawn = 0;
    for (let cluster = 0; cluster < width; cluster++) {
      const times = counts(cluster);
      if (times === 0) continue;
      drawn += rows[cluster] ?? 0;
      products[cluster]?.forEach((value, i) => (total[i] = (total[i] ?? 0) + times * value));
    }
    if (drawn <= predictors + 1) return undefined;
    const all = Array.from({ length: predictors + 1 }, (_, i) => i);
    const full = solve(total, size, all);
    if (full === undefined) return undefined;
    const [intercept = NaN, ...slopes] = full.coefficients;
    return {
      coefficients: [
        intercept + meanY - slopes.reduce((sum, slope, j) => sum + slope * (means[j] ?? 0), 0),
        ...slopes,
      ],
      partialR2: slopes.map((_, j) => {
        const reduced = solve(
          total,
          size,
          all.filter((i) => i !== j + 1),
        );
        return reduced === undefined ? NaN : (reduced.residual - full.residual) / reduced.residual;
      }),
    };
  };
}

/** Normal equations of the chosen columns; undefined where they are singular up to rounding. */
function solve(
  total: Float64Array,
  size: number,
  columns: readonly number[],
): { coefficients: readonly number[]; residual: number } | undefined {
  const at = (a: number, b: number): number => total[a * size + b] ?? NaN;
  const target = columns.map((a) => at(a, size - 1));
  const scale = columns.map((a) => Math.sqrt(at(a, a)));
  if (scale.some((norm) => !(norm > 0))) return undefined;
  // Columns of length 1: the smallest pivot then tells how near they are to collinear.
  const normal = new Matrix(
    columns.map((a, i) => columns.map((b, j) => at(a, b) / ((scale[i] ?? 1) * (scale[j] ?? 1)))),
  );
  const cholesky = new CholeskyDecomposition(normal);
  if (
    !cholesky.isPositiveDefinite() ||
    columns.some((_, i) => cholesky.lowerTriangularMatrix.get(i, i) < 1e-6)
  )
    return undefined;
  const coefficients = cholesky
    .solve(Matrix.columnVector(target.map((value, i) => value / (scale[i] ?? 1))))
    .to1DArray()
    .map((value, i) => value / (scale[i] ?? 1));
  return {
    coefficients,
    residual:
      at(size - 1, size - 1) -
      coefficients.reduce((sum, value, i) => sum + value * (target[i] ?? 0), 0),
  };
}
