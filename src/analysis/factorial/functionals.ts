import { Matrix } from 'ml-matrix';
import { clusterRobust, type ClusterRobust } from '../mixed/cluster-robust.js';
import type { StratumData } from '../compare/stratum-data.js';
import type { Functional } from './inferences.js';

/** Fewer effective degrees of freedom over families than this carry no interval: it would be wider than any statement. */
export const DEGREES_NEEDED = 4;

/** The mean over the languages of a group, families as clusters. */
export function meanOverLanguages(data: StratumData): Functional {
  const count = data.languages.length;
  return {
    weights: new Float64Array(count).fill(1 / count),
    families: clusterRobust(Matrix.ones(count, 1), familiesOf(data), [1]),
  };
}

/**
 * The slope of a least-squares line over languages: with 0 and 1 the difference of the means of two groups. The line has an
 * intercept.
 * @param of one value per language
 */
export function slopeOverLanguages(
  data: StratumData,
  of: ArrayLike<number>,
): Functional | undefined {
  const design = new Matrix(Array.from(data.languages, (_, l) => [1, of[l] ?? NaN]));
  const robust: ClusterRobust | undefined = clusterRobust(design, familiesOf(data), [0, 1]);
  return robust === undefined ? undefined : { weights: robust.weights, families: robust };
}

function familiesOf(data: StratumData): string[] {
  return data.languages.map(({ family }) => family);
}
