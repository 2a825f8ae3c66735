import type { JudgedRanks } from '../../types/judged-ranks.js';

/** At one cut-off a score is never more than another (times the cut-off, where that is said). */
export interface UpperScore {
  readonly id: string;
  readonly times?: 'cutoff';
}

/** Everything that any part of the program says, prints or checks about a score. */
export interface ScoreFacts {
  /** Stem of its keys: `ndcg` stands in `ndcg_at_10` and `nauc_ndcg_at_10_max`. */
  readonly id: string;
  /**
   * `mteb`: of MTEB's closed dictionary or of its tasks; `trec_eval`: a measure of that program
   * under its name there; `own`: every other.
   */
  readonly group: 'mteb' | 'own' | 'trec_eval';
  readonly label: string;
  /** The label in titles, where it is another: `R@100`. */
  readonly short?: string;
  /** One sentence for a reader who does not know it. */
  readonly sentence: string;
  /** The value of one query, for docs. */
  readonly formula?: string;
  /** Paper, tool or reference that the definition comes from. */
  readonly source: string;
  /** The measure's name in trec_eval; with cut-offs `name_k`. */
  readonly trecEval?: string;
  /** Which way is better. */
  readonly direction: 'higher' | 'lower';
  /** Least and largest value; null = no limit. */
  readonly bounds: readonly [least: number | null, most: number | null];
  /** Whether its keys end in `_at_<k>`. Without a cut-off the whole ranking counts. */
  readonly cutoffs: 'always' | 'optional' | 'never';
  /** A number that belongs to the definition and stands in the key: `rbp_p0.8`. */
  readonly parameter?: ScoreParameter;
  /**
   * How the values become one number: a mean, the area under an abstention curve, or the copy of
   * another score.
   */
  readonly averaged: 'over queries' | 'over languages' | 'over cells' | 'area' | 'copy';
  /** Decimals that the mean is rounded to in memory; `null` = not rounded. */
  readonly decimals: number | null;
  /** True where MTEB computes an nAUC of it. */
  readonly abstention?: boolean;
  /** True where the score cannot fall when the cut-off rises. */
  readonly growing?: boolean;
  /**
   * True where grades are gains: the least grade that counts as relevant (`-l`) changes nothing.
   */
  readonly graded?: boolean;
  readonly neverAbove?: readonly UpperScore[];
  /** Its keys where they are not made from `id`, `parameter` and cut-off, and how they look. */
  readonly keys?: RegExp;
  readonly forms?: readonly string[];
}

export interface ScoreParameter {
  readonly name: string;
  /** What it means, with its range. */
  readonly sentence: string;
  readonly example: number;
  readonly allowed: (value: number) => boolean;
}

/**
 * A score of one ranked list, known at every cut-off from the ranks of the judged documents alone.
 */
export interface RankedScore extends ScoreFacts {
  /**
   * Values of one query.
   * @param cutoffs ascending, `[cutoffs]`; Infinity = the whole ranking
   * @param out is filled, `[cutoffs]`
   * @param parameter value of the score's parameter; NaN where it has none
   */
  readonly evaluate: (
    query: JudgedRanks,
    cutoffs: readonly number[],
    out: Float64Array,
    parameter: number,
  ) => void;
}
