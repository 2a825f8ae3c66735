import { Matrix, QrDecomposition } from 'ml-matrix';

/** An ordinary least squares fit with intercept. */
interface Fit {
  /** Intercept first, then one per predictor. */
  readonly coefficients: readonly number[];
  /** Sum of squared residuals. */
  readonly residual: number;
  /** Share of the variance of y that is explained. */
  readonly r2: number;
}

/**
 * Least squares by QR decomposition; undefined where the predictors are collinear or the rows too
 * few.
 * @param predictors `[rows][predictors]`
 * @param weights how often each row counts (bootstrap); default 1
 */
export function leastSquares(
  predictors: readonly (readonly number[])[],
  y: readonly number[],
  weights?: ArrayLike<number>,
): Fit | undefined {
  const kept = y.flatMap((_, i) => ((weights?.[i] ?? 1) > 0 ? [i] : []));
  const width = (predictors[0]?.length ?? 0) + 1;
  if (kept.length <= width) return undefined;
  const roots = kept.map((i) => Math.sqrt(weights?.[i] ?? 1));
  const design = new Matrix(
    kept.map((i, row) => [1, ...(predictors[i] ?? [])].map((value) => value * (roots[row] ?? 1))),
  );
  const target = Matrix.columnVector(kept.map((i, row) => (y[i] ?? NaN) * (roots[row] ?? 1)));
  const qr = new QrDecomposition(design);
  if (isCollinear(design, qr.upperTriangularMatrix)) return undefined;
  const coefficients = qr.solve(target).to1DArray();
  let total = 0;
  let count = 0;
  for (const i of kept) {
    total += (weights?.[i] ?? 1) * (y[i] ?? NaN);
    count += weights?.[i] ?? 1;
  }
  const mean = total / count;
  let residual = 0;
  let around = 0;
  for (const i of kept) {
    const weight = weights?.[i] ?? 1;
    const fitted =
      (coefficients[0] ?? 0) +
      (predictors[i] ?? []).reduce((sum, value, j) => sum + value * (coefficients[j + 1] ?? 0), 0);
    residual += weight * ((y[i] ?? NaN) - fitted) ** 2;
    around += weight * ((y[i] ?? NaN) - mean) ** 2;
  }
  return { coefficients, residual, r2: 1 - residual / around };
}

/**
 * What is left of a column beside the ones before it: nothing up to rounding. (The library's own
 * rank test asks for an exact 0.)
 */
function isCollinear(design: Matrix, upper: Matrix): boolean {
  return Array.from(
    { length: design.columns },
    (_, j) => Math.abs(upper.get(j, j)) <= 1e-10 * design.getColumnVector(j).norm(),
  ).some((lost) => lost);
}

/**
 * Share of what the other predictors leave unexplained that predictor `j` explains: (SSE without j
 * − SSE) / SSE without j.
 * @param full the fit of all predictors with the same weights
 */
export function partialR2(
  predictors: readonly (readonly number[])[],
  y: readonly number[],
  j: number,
  full: Fit | undefined,
  weights?: ArrayLike<number>,
): number {
  const reduced = leastSquares(
    predictors.map((row) => row.filter((_, i) => i !== j)),
    y,
    weights,
  );
  return full === undefined || reduced === undefined
    ? NaN
    : (reduced.residual - full.residual) / reduced.residual;
}

/**
 * Variance inflation factor of predictor `j`: 1 / (1 − R²) of its regression on the others; 1 =
 * unrelated, above 5 hard to separate.
 */
export function varianceInflation(predictors: readonly (readonly number[])[], j: number): number {
  if ((predictors[0]?.length ?? 0) < 2) return 1;
  const fit = leastSquares(
    predictors.map((row) => row.filter((_, i) => i !== j)),
    predictors.map((row) => row[j] ?? NaN),
  );
  return fit === undefined ? Infinity : 1 / (1 - fit.r2);
}
