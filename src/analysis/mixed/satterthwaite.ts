/** A variance estimate and the degrees of freedom that it rests on. */
export interface VarianceEstimate {
  readonly variance: number;
  readonly degrees: number;
}

/** A term of a sum of independent mean squares, taken `sign` times. */
export interface Term extends VarianceEstimate {
  readonly sign: 1 | -1;
}

/**
 * The variance Σ sign · v and its degrees of freedom (Σ v)² / Σ (v² / degrees) after Satterthwaite
 * 1946. Where terms that are taken away exceed what they correct, an estimated component is
 *       negative; it counts as 0, so that the sum
 * is never under the largest single term.
 */
export function combine(terms: readonly Term[]): VarianceEstimate {
  const sum = terms.reduce((total, { sign, variance }) => total + sign * variance, 0);
  const largest = terms.reduce<VarianceEstimate>(
    (best, one) => (one.sign > 0 && one.variance > best.variance ? one : best),
    { variance: 0, degrees: Infinity },
  );
  if (sum <= largest.variance) return { variance: largest.variance, degrees: largest.degrees };
  const spread = terms.reduce(
    (total, { variance, degrees }) => total + (variance * variance) / degrees,
    0,
  );
  return { variance: sum, degrees: (sum * sum) / spread };
}
