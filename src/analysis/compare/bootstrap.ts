import type { Bounds } from '../../types/generated/comparison.js';
import { quantile } from '../quantile.js';
import type { Resamples } from './resamples.js';

/** Scores of one cell (task, split, subset), question by question. */
export interface WeightedScores {
  /** Share of the cell in the overall mean. */
  readonly weight: number;
  /** One per question. */
  readonly values: Float64Array;
  /** Cluster of each question. */
  readonly clusters: Int32Array;
}

/** Σ weight · mean of the cell, weights brought to a sum of 1. */
export function weightedMean(cells: readonly WeightedScores[]): number {
  let sum = 0;
  let weights = 0;
  for (const { weight, values } of cells) {
    if (values.length === 0) continue;
    sum += (weight * values.reduce((total, value) => total + value, 0)) / values.length;
    weights += weight;
  }
  return sum / weights;
}

/**
 * The weighted mean in every resample: within a cell Σ count · value / Σ count, so that a cell
 * keeps its weight however many of its questions were drawn. A cell of which nothing was drawn sits
 * that draw out.
 * @returns `[draws]`
 */
export function resampledMeans(
  cells: readonly WeightedScores[],
  { draws, clusters: width, counts }: Resamples,
): Float64Array {
  return Float64Array.from({ length: draws }, (_, draw) => drawnMean(cells, counts, draw * width));
}

/**
 * The weighted mean of cells on the questions that one draw holds; NaN where none of them was
 * drawn.
 * @param row where the counts of the draw begin
 */
export function drawnMean(
  cells: readonly WeightedScores[],
  counts: Resamples['counts'],
  row: number,
): number {
  let sum = 0;
  let weights = 0;
  for (const { weight, values, clusters } of cells) {
    let numerator = 0;
    let denominator = 0;
    for (let i = 0; i < values.length; i++) {
      const count = counts[row + (clusters[i] ?? 0)] ?? 0;
      numerator += count * (values[i] ?? 0);
      denominator += count;
    }
    if (denominator === 0) continue;
    sum += (weight * numerator) / denominator;
    weights += weight;
  }
  return sum / weights;
}

/**
 * The same where whole cells are resampled, not questions inside them (leaderboard files hold one
 * number per cell): Σ count · weight · value / Σ count · weight.
 */
export function resampledCellMeans(
  cells: readonly WeightedScores[],
  { draws, clusters: width, counts }: Resamples,
): Float64Array {
  const numerators = new Float64Array(width);
  const denominators = new Float64Array(width);
  for (const { weight, values, clusters } of cells) {
    values.forEach((value, i) => {
      const cluster = clusters[i] ?? 0;
      numerators[cluster] = (numerators[cluster] ?? 0) + (weight * value) / values.length;
      denominators[cluster] = (denominators[cluster] ?? 0) + weight / values.length;
    });
  }
  const means = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let numerator = 0;
    let denominator = 0;
    for (let cluster = 0; cluster < width; cluster++) {
      const count = counts[draw * width + cluster] ?? 0;
      numerator += count * (numerators[cluster] ?? 0);
      denominator += count * (denominators[cluster] ?? 0);
    }
    means[draw] = numerator / denominator;
  }
  return means;
}

/** Percentile interval of resampled values; NaN draws are left out. `values` is not changed. */
export function percentileInterval(values: Float64Array, level: number): Bounds {
  const known = values.filter((value) => !Number.isNaN(value));
  const tail = (1 - level) / 2;
  return { low: quantile(known, tail), high: quantile(known, 1 - tail) };
}

/** a − b, draw by draw. */
export function differences(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] ?? NaN));
}
