import type { Resamples } from './resamples.js';

/** What each cluster adds to a standardised mean difference. */
export interface ClusterMoments {
  readonly count: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

/** Groups values by cluster. @param clusters index of each value */
export function clusterMoments(
  values: ArrayLike<number>,
  clusters: ArrayLike<number>,
  width: number,
): ClusterMoments {
  const moments = {
    count: new Float64Array(width),
    sum: new Float64Array(width),
    squares: new Float64Array(width),
  };
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    const cluster = clusters[i] ?? 0;
    moments.count[cluster] = (moments.count[cluster] ?? 0) + 1;
    moments.sum[cluster] = (moments.sum[cluster] ?? 0) + value;
    moments.squares[cluster] = (moments.squares[cluster] ?? 0) + value * value;
  }
  return moments;
}

/**
 * Cohen's d of paired differences: mean / standard deviation (n − 1). NaN when they do not vary.
 */
export function pairedEffect(
  { count, sum, squares }: ClusterMoments,
  multiplicity: (cluster: number) => number = () => 1,
): number {
  let n = 0;
  let total = 0;
  let totalSquares = 0;
  for (let cluster = 0; cluster < count.length; cluster++) {
    const times = multiplicity(cluster);
    n += times * (count[cluster] ?? 0);
    total += times * (sum[cluster] ?? 0);
    totalSquares += times * (squares[cluster] ?? 0);
  }
  const mean = total / n;
  const variance = (totalSquares - n * mean * mean) / (n - 1);
  return variance > 1e-24 ? mean / Math.sqrt(variance) : NaN;
}

/** The effect in every resample. @returns `[draws]` */
export function resampledEffects(
  moments: ClusterMoments,
  { draws, clusters, counts }: Resamples,
): Float64Array {
  const effects = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++)
    effects[draw] = pairedEffect(moments, (cluster) => counts[draw * clusters + cluster] ?? 0);
  return effects;
}
