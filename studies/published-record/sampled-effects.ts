import type { Adjustment, Bounds } from '../../src/types/generated/factorial.js';
import { adjust } from '../../src/analysis/compare/adjust.js';
import {
  percentileInterval,
  resampledCellMeans,
  resampledMeans,
  weightedMean,
  type WeightedScores,
} from '../../src/analysis/compare/bootstrap.js';
import { randomizationP, signFlips } from '../../src/analysis/compare/randomization.js';
import { drawResamples } from '../../src/analysis/compare/resamples.js';
import { seededRandom } from '../../src/analysis/random.js';
import { levels, type Condition } from '../../src/analysis/factorial/conditions.js';
import { contrasts, type Contrast } from '../../src/analysis/factorial/contrasts.js';

/** Scores of every condition on the same questions (or the same languages). */
interface SampledData {
  readonly conditions: readonly Condition[];
  /** Per condition, cells with equal weights and clusters throughout. */
  readonly scores: readonly (readonly WeightedScores[])[];
  readonly clusters: number;
  /**
   * `questions`: cells keep their weight in a resample; `cells`: the cells themselves are
   * resampled.
   */
  readonly evidence: 'questions' | 'cells';
}

interface SampledOptions {
  readonly seed: number;
  readonly draws: number;
  readonly flips: number;
  readonly level: number;
  readonly adjustment: Adjustment;
  /** Names the random streams. */
  readonly label: string;
}

/** A contrast over one kind of unit that is drawn and exchanged. */
export interface SampledEffect {
  readonly kind: Contrast['kind'];
  readonly name: string;
  readonly estimate: number;
  readonly interval: Bounds | null;
  readonly p: number | null;
  readonly pAdjusted: number | null;
  /** Clusters in which the contrast is positive. */
  readonly positive: number;
  readonly clusters: number;
}

/** Cell means and contrasts of a table of which one checkpoint stands for each condition. */
export interface SampledTable {
  readonly backbones: readonly string[];
  readonly batchings: readonly string[];
  readonly cells: readonly {
    readonly backbone: string;
    readonly batching: string;
    readonly mean: number;
    readonly interval: Bounds | null;
  }[];
  readonly effects: readonly SampledEffect[];
}

/** Below this number of clusters a percentile interval repeats the clusters themselves. */
const CLUSTERS_NEEDED = 3;

/**
 * Cell means, simple and main effects and interactions with intervals of a cluster bootstrap; p of
 * each effect by the paired randomization test over the same clusters, corrected over all effects
 * of the table.
 */
export function sampledEffects(data: SampledData, options: SampledOptions): SampledTable {
  const backbones = [...new Set(data.conditions.map(({ backbone }) => backbone))].sort();
  const batchings = levels(data.conditions.map(({ batching }) => batching));
  const enough = data.clusters >= CLUSTERS_NEEDED;
  const resamples = enough
    ? drawResamples(
        data.clusters,
        options.draws,
        seededRandom(options.seed, `bootstrap ${options.label}`),
      )
    : null;
  const flips = enough
    ? signFlips(data.clusters, options.flips, seededRandom(options.seed, `flips ${options.label}`))
    : null;
  const mean = data.evidence === 'questions' ? resampledMeans : resampledCellMeans;
  const interval = (cells: readonly WeightedScores[]): Bounds | null =>
    resamples === null ? null : percentileInterval(mean(cells, resamples), options.level);
  const effects = contrasts(data.conditions, backbones, batchings).map(
    ({ kind, name, weights }): SampledEffect => {
      const cells = combine(data.scores, weights);
      const sums = clusterSums(cells, data.clusters);
      return {
        kind,
        name,
        estimate: weightedMean(cells),
        interval: interval(cells),
        p: flips === null ? null : randomizationP(sums, flips),
        pAdjusted: null,
        positive: sums.filter((sum) => sum > 1e-12).length,
        clusters: data.clusters,
      };
    },
  );
  const adjusted = adjust(
    effects.flatMap(({ p }) => p ?? []),
    options.adjustment,
  );
  return {
    backbones,
    batchings,
    cells: data.conditions.map((condition, i) => ({
      ...condition,
      mean: weightedMean(data.scores[i] ?? []),
      interval: interval(data.scores[i] ?? []),
    })),
    effects: effects.map((effect, i) =>
      effect.p === null ? effect : { ...effect, pAdjusted: adjusted[i] ?? null },
    ),
  };
}

/** The contrast question by question: means of contrasts are contrasts of means. */
function combine(scores: SampledData['scores'], weights: readonly number[]): WeightedScores[] {
  return (scores[0] ?? []).map(({ weight, values, clusters }, c) => ({
    weight,
    clusters,
    values: values.map((_, i) =>
      weights.reduce(
        (sum, factor, condition) =>
          factor === 0 ? sum : sum + factor * (scores[condition]?.[c]?.values[i] ?? NaN),
        0,
      ),
    ),
  }));
}

function clusterSums(cells: readonly WeightedScores[], clusters: number): Float64Array {
  const sums = new Float64Array(clusters);
  for (const { weight, values, clusters: places } of cells) {
    for (let i = 0; i < values.length; i++)
      sums[places[i] ?? 0] =
        (sums[places[i] ?? 0] ?? 0) + (weight * (values[i] ?? 0)) / values.length;
  }
  return sums;
}
