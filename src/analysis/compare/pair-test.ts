import type { Bounds, PairTest } from '../../types/generated/comparison.js';
import { differences, percentileInterval, type WeightedScores } from './bootstrap.js';
import {
  clusterMoments,
  pairedEffect,
  resampledEffects,
  type ClusterMoments,
} from './effect-size.js';
import { randomizationP, type SignFlips } from './randomization.js';
import type { Resamples } from './resamples.js';
import type { StratumData } from './stratum-data.js';

/** What all pairs of a stratum share. */
export interface StratumDraws {
  readonly resamples: Resamples;
  readonly flips: SignFlips;
  /** Per model: its mean in each resample. */
  readonly means: readonly Float64Array[];
  /**
   * Per model: its mean over drawn families, languages and questions; null where these are too few
   * or questions are not known.
   */
  readonly hierarchical: readonly Float64Array[] | null;
  readonly level: number;
  /** Off where there are many pairs: they cost more than all the rest. */
  readonly effectIntervals: boolean;
}

/**
 * Models `a` and `b` (places) on one stratum. Without draws (too few languages) only the difference
 * and the wins are given.
 * @param sign 1 where a high score is better, −1 where a low one is: who wins follows it, the
 * difference stays a − b
 */
export function testPair(
  names: readonly string[],
  a: number,
  b: number,
  data: StratumData,
  draws: StratumDraws | null,
  sign: 1 | -1,
): PairTest {
  const [scoreA, scoreB] = [data.overall[a] ?? NaN, data.overall[b] ?? NaN];
  const byLanguage = differences(
    data.languageScores[a] ?? new Float64Array(0),
    data.languageScores[b] ?? new Float64Array(0),
  );
  const base = {
    a: names[a] ?? '',
    b: names[b] ?? '',
    scoreA,
    scoreB,
    difference: scoreA - scoreB,
    ...winsOf(byLanguage.map((difference) => sign * difference)),
    pAdjusted: null,
  };
  if (draws === null)
    return {
      ...base,
      interval: null,
      p: null,
      effect: null,
      effectInterval: null,
      overLanguages: null,
    };
  const { resamples, flips, means, hierarchical, level, effectIntervals } = draws;
  const sums = sumDifferences(
    data.clusterSums[a] ?? new Float64Array(0),
    data.clusterSums[b] ?? new Float64Array(0),
  );
  const moments = effectMoments(data.scores[a] ?? [], byLanguage, data, sums);
  const effect = pairedEffect(moments);
  return {
    ...base,
    interval: percentileInterval(
      differences(means[a] ?? new Float64Array(0), means[b] ?? new Float64Array(0)),
      level,
    ),
    p: randomizationP(sums, flips),
    effect: Number.isNaN(effect) ? null : effect,
    effectInterval:
      Number.isNaN(effect) || !effectIntervals
        ? null
        : finite(percentileInterval(resampledEffects(moments, resamples), level)),
    overLanguages:
      hierarchical === null
        ? null
        : percentileInterval(
            differences(
              hierarchical[a] ?? new Float64Array(0),
              hierarchical[b] ?? new Float64Array(0),
            ),
            level,
          ),
  };
}

/**
 * a − b, 0 where they differ by the rounding of their last digits only: such a cluster speaks for
 * neither.
 */
function sumDifferences(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((sum, i) => {
    const other = b[i] ?? NaN;
    return Math.abs(sum - other) <= 1e-13 * (Math.abs(sum) + Math.abs(other)) ? 0 : sum - other;
  });
}

/**
 * Questions: one difference per question, averaged over its languages. Else one per language,
 * resampled by family.
 */
function effectMoments(
  cellsA: readonly WeightedScores[],
  byLanguage: Float64Array,
  data: StratumData,
  sums: Float64Array,
): ClusterMoments {
  if (cellsA.some(({ values }) => values.length > 1)) {
    const values = sums.map((sum, i) => sum / (data.clusterWeights[i] ?? 1));
    return clusterMoments(
      values,
      values.map((_, i) => i),
      data.clusters,
    );
  }
  const places = data.languages.map(({ cells }) => cellsA[cells[0] ?? 0]?.clusters[0] ?? 0);
  return clusterMoments(byLanguage, places, data.clusters);
}

function winsOf(found: ArrayLike<number>): Pick<PairTest, 'wins' | 'losses' | 'ties'> {
  const all = Array.from(found);
  const wins = all.filter((difference) => difference > 1e-12).length;
  const losses = all.filter((difference) => difference < -1e-12).length;
  return { wins, losses, ties: all.length - wins - losses };
}

function finite(bounds: Bounds): Bounds | null {
  return Number.isFinite(bounds.low) && Number.isFinite(bounds.high) ? bounds : null;
}
