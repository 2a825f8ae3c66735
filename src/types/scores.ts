/**
 * MTEB's score dictionary in MTEB's key order (`ndcg_at_1` … `hit_rate_at_1000`); NaN where mteb
 * has NaN.
 */
export type ScoreDictionary = Readonly<Record<string, number>>;

/**
 * Per-query values in the order of `queries`; one column per metric and cut-off, e.g. `ndcg_at_10`.
 */
export interface QueryScores {
  readonly queries: readonly string[];
  readonly values: Readonly<Record<string, Float64Array>>;
}
