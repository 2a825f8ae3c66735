import type { Interval } from '../../types/generated/aggregation.js';
import { quantile } from '../quantile.js';
import { seededRandom } from '../random.js';

/** One cluster of a ratio Σ numerator / Σ denominator; a mean of languages has (sum of scores, number of languages). */
export interface Cluster {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
}

export interface BootstrapOptions {
  readonly seed: number;
  /** Resamples; 0 = no interval. */
  readonly draws: number;
  /** Coverage, such as 0.95. */
  readonly level: number;
}

/** A bootstrap over fewer clusters repeats the clusters themselves and bounds nothing. */
export const CLUSTERS_NEEDED = 3;

/**
 * Percentile interval of a cluster bootstrap: whole clusters are drawn with replacement (Davison & Hinkley 1997, 3.8),
 * since related languages do not bring independent evidence. `null` with fewer than three clusters.
 * @param label names the random stream, so that intervals do not depend on each other
 */
export function clusterInterval(clusters: readonly Cluster[], unit: Interval['unit'], label: string, options: BootstrapOptions): Interval | null {
  if (clusters.length < CLUSTERS_NEEDED || options.draws <= 0) return null;
  const sorted = [...clusters].sort((a, b) => (a.name < b.name ? -1 : 1));
  const numerators = Float64Array.from(sorted, (cluster) => cluster.numerator);
  const denominators = Float64Array.from(sorted, (cluster) => cluster.denominator);
  const count = sorted.length;
  const random = seededRandom(options.seed, label);
  const means = new Float64Array(options.draws);
  for (let draw = 0; draw < options.draws; draw++) {
    let numerator = 0;
    let denominator = 0;
    for (let i = 0; i < count; i++) {
      const chosen = random.below(count);
      numerator += numerators[chosen] ?? 0;
      denominator += denominators[chosen] ?? 0;
    }
    means[draw] = numerator / denominator;
  }
  means.sort();
  const tail = (1 - options.level) / 2;
  return { low: quantile(means, tail), high: quantile(means, 1 - tail), clusters: count, unit };
}
