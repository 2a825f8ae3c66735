import { accuracy } from './accuracy.js';
import { averagePrecision } from './average-precision.js';
import { hitRate } from './hit-rate.js';
import type { CutoffMetric, MetricDescriptor } from './metric.js';
import { nauc } from './nauc.js';
import { ndcg } from './ndcg.js';
import { precision } from './precision.js';
import { recall } from './recall.js';
import { reciprocalRank } from './reciprocal-rank.js';

/** Metrics of a ranked list, in the order of MTEB's score dictionary. */
export const CUTOFF_METRICS: readonly CutoffMetric[] = [
  ndcg,
  averagePrecision,
  recall,
  precision,
  reciprocalRank,
  hitRate,
];

/** Metrics that mteb computes an nAUC for, in its order; the hit rate has none. */
export const NAUC_METRICS: readonly CutoffMetric[] = [
  ndcg,
  averagePrecision,
  recall,
  precision,
  reciprocalRank,
];

/** Everything that stands in a score dictionary, described. */
export const METRICS: readonly MetricDescriptor[] = [
  ndcg,
  averagePrecision,
  recall,
  accuracy,
  precision,
  reciprocalRank,
  nauc,
  hitRate,
];

/** MTEB's cut-offs for retrieval (`AbsTaskRetrieval.k_values`). */
export const DEFAULT_K_VALUES: readonly number[] = [1, 3, 5, 10, 20, 100, 1000];

/** `ndcg_at_10` */
export function scoreKey(metric: MetricDescriptor, k: number): string {
  return `${metric.id}_at_${k}`;
}
