import type { JudgedRanks } from './judged-ranks.js';

/** What a number is, for docs, `--help` and reports. */
export interface MetricDescriptor {
  /** Stem of MTEB's keys: `ndcg` stands in `ndcg_at_10` and `nauc_ndcg_at_10_max`. */
  readonly id: string;
  readonly label: string;
  /** One sentence for a reader who does not know it. */
  readonly sentence: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** Which way is better. */
  readonly direction: 'higher' | 'lower';
  /** Decimals that MTEB rounds the mean to in memory; `null` = not rounded. */
  readonly decimals: number | null;
}

/** A metric of one ranked list, known at every cut-off from the ranks of the relevant documents alone. */
export interface CutoffMetric extends MetricDescriptor {
  /**
   * Values of one query.
   * @param cutoffs ascending, `[cutoffs]`
   * @param out is filled, `[cutoffs]`
   */
  readonly evaluate: (query: JudgedRanks, cutoffs: readonly number[], out: Float64Array) => void;
}
