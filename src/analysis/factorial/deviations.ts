import type { StratumData } from '../compare/stratum-data.js';

/** How the questions of a group move a weighted sum over its languages, run by run. */
export interface Deviations {
  /**
   * Per run and (family, question): Σ weight of the language · share of the cell / n · (score −
   * mean of the cell), with n / (n − 1) for the mean that was taken off. Over runs,
   * `[runs][pairs]`.
   */
  readonly byFamily: readonly Float64Array[];
  /** The same summed over families, `[runs][questions]`. */
  readonly byQuestion: readonly Float64Array[];
  /**
   * Degrees of freedom of a sum of squares over questions; of `K` questions asked in every
   * language, K − 1.
   */
  readonly degrees: number;
}

/**
 * @param weights one per language of `data.languages`
 */
export function deviations(data: StratumData, weights: ArrayLike<number>): Deviations {
  const families = [...new Set(data.languages.map(({ family }) => family))];
  const pairs = new Map<number, number>();
  const questionOf: number[] = [];
  const shares = new Float64Array(data.clusters);
  const cells = data.languages.flatMap(({ family, cells: places }, l) => {
    const total = places.reduce((sum, c) => sum + (data.scores[0]?.[c]?.weight ?? 0), 0);
    return places.map((c) => {
      const { weight, clusters } = data.scores[0]?.[c] ?? EMPTY;
      const n = clusters.length;
      const factor = ((weights[l] ?? 0) * weight) / total / n;
      const row = families.indexOf(family) * data.clusters;
      const places = Int32Array.from(clusters, (question) => {
        shares[question] = (shares[question] ?? 0) + Math.abs(factor);
        const known = pairs.get(row + question);
        if (known !== undefined) return known;
        pairs.set(row + question, pairs.size);
        questionOf.push(question);
        return pairs.size - 1;
      });
      return { c, places, factor: n > 1 ? factor * Math.sqrt(n / (n - 1)) : 0 };
    });
  });
  const byFamily = data.scores.map((run) => {
    const sums = new Float64Array(pairs.size);
    for (const { c, places, factor } of cells) {
      const values = run[c]?.values ?? EMPTY.values;
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      places.forEach((pair, i) => {
        sums[pair] = (sums[pair] ?? 0) + factor * ((values[i] ?? 0) - mean);
      });
    }
    return sums;
  });
  return {
    byFamily,
    byQuestion: byFamily.map((own) => {
      const sums = new Float64Array(data.clusters);
      own.forEach((value, pair) => {
        const question = questionOf[pair] ?? 0;
        sums[question] = (sums[question] ?? 0) + value;
      });
      return sums;
    }),
    degrees: effectiveNumber(shares) - 1,
  };
}

const EMPTY = { weight: 0, values: new Float64Array(0), clusters: new Int32Array(0) };

/** (Σ s²)² / Σ s⁴: how many equal parts would vary as much (Kish 1965, of squares). */
function effectiveNumber(shares: Float64Array): number {
  let squares = 0;
  let fourths = 0;
  for (const share of shares) {
    squares += share ** 2;
    fourths += share ** 4;
  }
  return fourths > 0 ? (squares * squares) / fourths : 0;
}
