import type { Interval } from '../../types/generated/aggregation.js';
import { quantile } from '../quantile.js';
import { seededRandom } from '../random.js';

/**
 * One cluster of a ratio Σ numerator / Σ denominator; a mean of languages has (sum of scores,
 * number of languages).
 */
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
const CLUSTERS_NEEDED = 3;

/**
 * Percentile interval of a cluster bootstrap: whole clusters are drawn with replacement (Davison &
 * Hinkley 1997, 3.8), since related languages do not bring independent evidence. `null` with fewer
 * than three clusters. The draws depend on seed and number of clusters only: models over the same
 * families share them, and no group moves another's interval.
 */
export function clusterInterval(
  clusters: readonly Cluster[],
  unit: Interval['unit'],
  options: BootstrapOptions,
): Interval | null {
  const count = clusters.length;
  if (count < CLUSTERS_NEEDED || options.draws <= 0) return null;
  const sorted = [...clusters].sort((a, b) => (a.name < b.name ? -1 : 1));
  const numerators = Float64Array.from(sorted, (cluster) => cluster.numerator);
  const denominators = Float64Array.from(sorted, (cluster) => cluster.denominator);
  const chosen = resamples(count, options);
  const means = new Float64Array(options.draws);
  for (let draw = 0, at = 0; draw < options.draws; draw++) {
    let numerator = 0;
    let denominator = 0;
    // No bounds fallback here: this loop is most of the time of an aggregation.
    for (const end = at + count; at < end; at++) {
      const cluster = chosen[at] as number;
      numerator += numerators[cluster] as number;
      denominator += denominators[cluster] as number;
    }
    means[draw] = numerator / denominator;
  }
  const tail = (1 - options.level) / 2;
  return { low: quantile(means, tail), high: quantile(means, 1 - tail), clusters: count, unit };
}

const drawn = new Map<string, Uint32Array>();

/** Which clusters each draw takes: `[draws, count]`, row-major. */
function resamples(count: number, { seed, draws }: BootstrapOptions): Uint32Array {
  const key = `${String(seed)} ${String(draws)} ${String(count)}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const random = seededRandom(seed, `clusters ${String(count)}`);
  const chosen = Uint32Array.from({ length: draws * count }, () => random.below(count));
  drawn.set(key, chosen);
  return chosen;
}
