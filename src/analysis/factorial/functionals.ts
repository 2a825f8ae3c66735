import { Matrix } from 'ml-matrix';
import { clusterRobust } from '../mixed/cluster-robust.js';
import type { StratumData } from '../compare/stratum-data.js';
import type { Functional } from './inferences.js';

/**
 * Fewer effective degrees of freedom over families than this carry no interval: it would be wider
 * than any statement.
 */
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
 * The slope of a least-squares line over languages: with 0 and 1 the difference of the means of two
 * groups. The line has an intercept; languages whose value is not a number take no part.
 * @param of one value per language
 * @returns undefined where all values are equal or one family holds everything
 */
export function slopeOverLanguages(
  data: StratumData,
  of: readonly number[],
): Functional | undefined {
  const taken = of.flatMap((value, l) => (Number.isNaN(value) ? [] : [l]));
  if (taken.length < 3 || new Set(taken.map((l) => of[l])).size < 2) return undefined;
  const families = familiesOf(data);
  const robust = clusterRobust(
    new Matrix(taken.map((l) => [1, of[l] ?? NaN])),
    taken.map((l) => families[l] ?? ''),
    [0, 1],
  );
  if (robust === undefined) return undefined;
  const spread = (own: Float64Array): Float64Array => {
    const all = new Float64Array(of.length);
    own.forEach((value, i) => {
      all[taken[i] ?? 0] = value;
    });
    return all;
  };
  const weights = spread(robust.weights);
  return { weights, families: { ...robust, weights, forms: robust.forms.map(spread) } };
}

function familiesOf(data: StratumData): string[] {
  return data.languages.map(({ family }) => family);
}
