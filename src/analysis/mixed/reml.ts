import { EigenvalueDecomposition, inverse, Matrix, solve } from 'ml-matrix';
import { minimise } from './nelder-mead.js';
import { crossProducts, penalisedFit, type CrossProducts, type MixedModel } from './penalised.js';

/** A fitted model. */
interface MixedFit {
  /** Restricted log-likelihood. */
  readonly logLikelihood: number;
  readonly coefficients: readonly number[];
  /** Variance of each random factor, in the order given, then of the residual. */
  readonly components: readonly number[];
  /** `[predictors, predictors]` */
  readonly covariance: Matrix;
  /** Standard error and Satterthwaite degrees of freedom of Σ weights · coefficients. */
  readonly contrast: (weights: readonly number[]) => {
    readonly estimate: number;
    readonly standardError: number;
    readonly degrees: number;
  };
}

/** A ratio of standard deviations under this is no variance. */
const NOTHING = 1e-6;

/**
 * Restricted maximum likelihood over the ratios of standard deviations (few); components may be 0.
 * Degrees of freedom as in lmerTest: Satterthwaite from the curvature of the likelihood in the
 * components.
 */
export function fitMixed(model: MixedModel): MixedFit {
  // Sums of squares of what ordinary least squares leaves: of the outcome itself they would lose
  // the digits that matter.
  const ordinary = solve(model.design, Matrix.columnVector([...model.outcome]));
  const predicted = model.design.mmul(ordinary);
  const data = crossProducts({
    ...model,
    outcome: model.outcome.map((y, i) => y - predicted.get(i, 0)),
  });
  const count = model.factors.length;
  const value = (at: readonly number[]): number => penalisedFit(data, at).criterion;
  const best = minimise(value, new Array<number>(count).fill(1), 0.5);
  const ratios = withoutNothing(best.at, value, best.value);
  const fit = penalisedFit(data, ratios);
  const coefficients = fit.coefficients.map((own, i) => own + ordinary.get(i, 0));
  const sigma = fit.residualVariance;
  const covariance = Matrix.mul(fit.inverse, sigma);
  const spread = componentCovariance(data, ratios, sigma);
  return {
    logLikelihood: -fit.criterion / 2,
    coefficients,
    components: [...ratios.map((ratio) => ratio * ratio * sigma), sigma],
    covariance,
    contrast: (weights) => {
      const variance = quadratic(covariance, weights);
      const slope = gradient((at) => varianceAt(data, at, weights), [...ratios, Math.sqrt(sigma)]);
      return {
        estimate: weights.reduce((sum, w, i) => sum + w * (coefficients[i] ?? 0), 0),
        standardError: Math.sqrt(variance),
        degrees: (2 * variance * variance) / quadratic(spread, slope),
      };
    },
  };
}

/** Puts ratios to exactly 0 where that costs no likelihood. */
function withoutNothing(
  at: readonly number[],
  value: (at: readonly number[]) => number,
  least: number,
): number[] {
  let ratios = at.map(Math.abs);
  ratios.forEach((ratio, i) => {
    if (ratio > 0.05) return;
    const without = ratios.map((own, j) => (i === j ? 0 : own));
    if (ratio < NOTHING || value(without) <= least + 1e-9) ratios = without;
  });
  return ratios;
}

/** −2 · restricted log-likelihood with the residual standard deviation, the last entry, free. */
function devianceAt(data: CrossProducts, at: readonly number[]): number {
  const sigma = at[at.length - 1] ?? 1;
  const { logDeterminants, sumOfSquares } = penalisedFit(data, at.slice(0, -1));
  const degrees = data.observations - data.predictors;
  return (
    logDeterminants + degrees * Math.log(2 * Math.PI * sigma * sigma) + sumOfSquares / sigma ** 2
  );
}

function varianceAt(
  data: CrossProducts,
  at: readonly number[],
  weights: readonly number[],
): number {
  const sigma = at[at.length - 1] ?? 1;
  return quadratic(penalisedFit(data, at.slice(0, -1)).inverse, weights) * sigma * sigma;
}

/**
 * Covariance of ratios and residual standard deviation: 2 · (Hessian of the deviance)⁻¹, flat
 * directions left out.
 */
function componentCovariance(
  data: CrossProducts,
  ratios: readonly number[],
  sigma: number,
): Matrix {
  const at = [...ratios, Math.sqrt(sigma)];
  const steps = at.map((x) => 1e-4 * Math.max(Math.abs(x), 0.05));
  steps[steps.length - 1] = 1e-4 * Math.sqrt(sigma);
  const shifted = (moves: readonly (readonly [number, number])[]): number =>
    devianceAt(
      data,
      at.map((x, i) => moves.reduce((sum, [j, d]) => (i === j ? sum + d : sum), x)),
    );
  const hessian = Matrix.zeros(at.length, at.length);
  for (let i = 0; i < at.length; i++)
    for (let j = 0; j <= i; j++) {
      const [a, b] = [steps[i] ?? 0, steps[j] ?? 0];
      const second =
        (shifted([
          [i, a],
          [j, b],
        ]) -
          shifted([
            [i, a],
            [j, -b],
          ]) -
          shifted([
            [i, -a],
            [j, b],
          ]) +
          shifted([
            [i, -a],
            [j, -b],
          ])) /
        (4 * a * b);
      hessian.set(i, j, second);
      hessian.set(j, i, second);
    }
  return positiveInverse(hessian).mul(2);
}

function positiveInverse(hessian: Matrix): Matrix {
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(
    hessian,
    { assumeSymmetric: true },
  );
  const largest = Math.max(...values.map(Math.abs));
  if (values.every((value) => value > 1e-8 * largest)) return inverse(hessian);
  const kept = values.map((value) => (value > 1e-8 * largest ? 1 / value : 0));
  return vectors.mmul(Matrix.diag(kept)).mmul(vectors.transpose());
}

function gradient(of: (at: readonly number[]) => number, at: readonly number[]): number[] {
  return at.map((x, i) => {
    const step = 1e-4 * Math.max(Math.abs(x), i === at.length - 1 ? 1e-8 : 0.05);
    const moved = (by: number): number => of(at.map((own, j) => (i === j ? own + by : own)));
    return (moved(step) - moved(-step)) / (2 * step);
  });
}

function quadratic(matrix: Matrix, weights: readonly number[]): number {
  return Matrix.rowVector([...weights])
    .mmul(matrix)
    .mmul(Matrix.columnVector([...weights]))
    .get(0, 0);
}
