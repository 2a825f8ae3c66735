import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';

/**
 * The variance of one least-squares coefficient as a sum of squares of linear forms of the outcome,
 * one form per cluster: V = Σ_g (forms_g · y)². Made once for a design, it serves any outcome.
 */
export interface ClusterRobust {
  /** The coefficient is `weights · y`. */
  readonly weights: Float64Array;
  readonly forms: readonly Float64Array[];
  /** Satterthwaite degrees of freedom under equal, independent errors. */
  readonly degrees: number;
}

/**
 * CR2 (Bell and McCaffrey 2002) with their degrees of freedom, as in Pustejovsky and Tipton 2018
 * and R's clubSandwich (`vcovCR(type = "CR2")`, `coef_test(test = "Satterthwaite")`) with the
 * identity as working covariance.
 * @param design `[units, predictors]`, the intercept among them
 * @param clusters cluster of every unit
 * @param contrast weights of the coefficients
 * @returns undefined where the design is singular or a single cluster holds everything
 */
export function clusterRobust(
  design: Matrix,
  clusters: readonly string[],
  contrast: readonly number[],
): ClusterRobust | undefined {
  const names = [...new Set(clusters)];
  if (names.length < 2 || design.rows <= design.columns) return undefined;
  const cross = design.transpose().mmul(design);
  const bread = inverse(cross, true);
  const check = cross.mmul(bread).sub(Matrix.eye(design.columns));
  if (!(check.norm() < 1e-6)) return undefined;
  // [1, units]: the coefficient as a weighted sum of outcomes.
  const weights = Matrix.rowVector([...contrast])
    .mmul(bread)
    .mmul(design.transpose());
  const residual = Matrix.eye(design.rows).sub(design.mmul(bread).mmul(design.transpose()));
  const forms = names.map((name) => {
    const rows = clusters.flatMap((own, i) => (own === name ? [i] : []));
    const own = residual.subMatrixRow(rows);
    const adjustment = inverseRoot(own.subMatrixColumn(rows));
    return weights.subMatrixColumn(rows).mmul(adjustment).mmul(own).to1DArray();
  });
  return {
    weights: Float64Array.from(weights.to1DArray()),
    forms: forms.map((form) => Float64Array.from(form)),
    degrees: degreesOf(forms),
  };
}

/** Σ_g (forms_g · y)². */
export function robustVariance({ forms }: ClusterRobust, outcome: ArrayLike<number>): number {
  return forms.reduce((sum, form) => sum + dot(form, outcome) ** 2, 0);
}

/** Σ weights · outcome. */
export function dot(weights: ArrayLike<number>, outcome: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (outcome[i] ?? 0);
  return sum;
}

/** (tr P)² / tr P² of the matrix P of inner products of the forms. */
function degreesOf(forms: readonly (readonly number[])[]): number {
  let trace = 0;
  let squares = 0;
  forms.forEach((a, i) => {
    forms.forEach((b, j) => {
      const product = dot(a, b);
      squares += product * product;
      if (i === j) trace += product;
    });
  });
  return squares > 0 ? (trace * trace) / squares : 0;
}

/**
 * M^(−1/2) of a symmetric matrix; directions without variance stay 0 (a cluster that decides a
 * coefficient alone).
 */
function inverseRoot(matrix: Matrix): Matrix {
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    matrix,
    { assumeSymmetric: true },
  );
  const roots = values.map((value) => (value > 1e-10 ? 1 / Math.sqrt(value) : 0));
  return vectors.mmul(Matrix.diag(roots)).mmul(vectors.transpose());
}
