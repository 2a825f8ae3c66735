import { differences, percentileInterval, weightedMean, type Bounds, type WeightedScores } from './bootstrap.js';
import type { PairTest } from './comparison.js';
import { clusterMoments, pairedEffect, resampledEffects, type ClusterMoments } from './effect-size.js';
import { randomizationP, type SignFlips } from './randomization.js';
import type { Resamples } from './resamples.js';
import type { StratumData } from './stratum-data.js';

/** What all pairs of a stratum share. */
export interface StratumDraws {
  readonly resamples: Resamples;
  readonly flips: SignFlips;
  /** Per model: its mean in each resample. */
  readonly means: readonly Float64Array[];
  /** Per model: its mean over drawn families, languages and questions; null where these are too few or questions are not known. */
  readonly hierarchical: readonly Float64Array[] | null;
  readonly level: number;
  /** Off where there are many pairs: they cost more than all the rest. */
  readonly effectIntervals: boolean;
}

/** Models `a` and `b` (places) on one stratum. Without draws (too few languages) only the difference and the wins are given. */
export function testPair(names: readonly string[], a: number, b: number, data: StratumData, draws: StratumDraws | null): PairTest {
  const [cellsA, cellsB] = [data.scores[a] ?? [], data.scores[b] ?? []];
  const [scoreA, scoreB] = [weightedMean(cellsA), weightedMean(cellsB)];
  const byLanguage = differences(data.languageScores[a] ?? new Float64Array(0), data.languageScores[b] ?? new Float64Array(0));
  const base = { a: names[a] ?? '', b: names[b] ?? '', scoreA, scoreB, difference: scoreA - scoreB, ...winsOf(byLanguage), pAdjusted: null };
  if (draws === null) return { ...base, interval: null, p: null, effect: null, effectInterval: null, overLanguages: null };
  const { resamples, flips, means, hierarchical, level, effectIntervals } = draws;
  const sums = clusterSums(cellsA, cellsB, data.clusters);
  const moments = effectMoments(cellsA, byLanguage, data, sums);
  const effect = pairedEffect(moments);
  return {
    ...base,
    interval: percentileInterval(differences(means[a] ?? new Float64Array(0), means[b] ?? new Float64Array(0)), level),
    p: randomizationP(sums.total, flips),
    effect: Number.isNaN(effect) ? null : effect,
    effectInterval: Number.isNaN(effect) || !effectIntervals ? null : finite(percentileInterval(resampledEffects(moments, resamples), level)),
    overLanguages: hierarchical === null ? null : percentileInterval(differences(hierarchical[a] ?? new Float64Array(0), hierarchical[b] ?? new Float64Array(0)), level),
  };
}

/** Per cluster: Σ weight / n · (a − b), whose sum is the difference of the means, and Σ weight / n. */
function clusterSums(cellsA: readonly WeightedScores[], cellsB: readonly WeightedScores[], clusters: number): { total: Float64Array; weight: Float64Array } {
  const total = new Float64Array(clusters);
  const weight = new Float64Array(clusters);
  cellsA.forEach(({ weight: share, values, clusters: places }, c) => {
    const other = cellsB[c]?.values;
    const each = share / values.length;
    for (let i = 0; i < values.length; i++) {
      const place = places[i] ?? 0;
      total[place] = (total[place] ?? 0) + each * ((values[i] ?? 0) - (other?.[i] ?? 0));
      weight[place] = (weight[place] ?? 0) + each;
    }
  });
  return { total, weight };
}

/** Questions: one difference per question, averaged over its languages. Else one per language, resampled by family. */
function effectMoments(cellsA: readonly WeightedScores[], byLanguage: Float64Array, data: StratumData, sums: { total: Float64Array; weight: Float64Array }): ClusterMoments {
  if (cellsA.some(({ values }) => values.length > 1)) {
    const values = sums.total.map((sum, i) => sum / (sums.weight[i] ?? 1));
    return clusterMoments(values, values.map((_, i) => i), data.clusters);
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
