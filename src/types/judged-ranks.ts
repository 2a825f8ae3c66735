/** A hit that has a judgement. */
export interface JudgedHit {
  /** From 1, in trec_eval's order. */
  readonly rank: number;
  readonly grade: number;
}

/**
 * Where the judged documents of one query stand: all that the scores of a ranked list depend on.
 */
export interface JudgedRanks {
  /** R: documents with grade > 0 in the judgements, retrieved or not. */
  readonly relevant: number;
  /** Documents with grade 0 in the judgements, retrieved or not. */
  readonly nonrelevant: number;
  /** Hits of the ranking, judged or not. */
  readonly retrieved: number;
  /** Positive grades of the judgements, descending: the ideal ranking. `[R]` */
  readonly idealGrades: readonly number[];
  /**
   * Ranks (from 1) of the relevant documents that were retrieved, ascending, in trec_eval's order.
   * `[found]`
   */
  readonly ranks: readonly number[];
  /** Their grades. `[found]` */
  readonly grades: readonly number[];
  /** Their ids. `[found]` */
  readonly docs: readonly string[];
  /**
   * Rank of the first relevant document in float64 order (mteb's own MRR); Infinity where there is
   * none.
   */
  readonly firstRank: number;
  /**
   * All judged hits of any grade, ascending by rank; found only when asked for.
   * To be called before the next query is judged: the hits lie in a buffer that all queries share.
   */
  readonly judgedHits: () => readonly JudgedHit[];
}
