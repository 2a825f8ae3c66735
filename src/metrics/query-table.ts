import type { JudgedRanks } from '../types/judged-ranks.js';
import { CONFIDENCES, type Confidence } from './confidence.js';
import type { ScoreColumns } from './score-columns.js';

/** Values of every query: one column per score and cut-off, one row per query. */
export class QueryTable {
  readonly #columns: readonly ScoreColumns[];
  /** Per score, `[cutoffs][queries]`. */
  readonly #cells: readonly (readonly Float64Array[])[];
  /** Per score, `[cutoffs]`: values of the current query. */
  readonly #rows: readonly Float64Array[];
  readonly #sure: Record<Confidence, Float64Array>;
  #queries = 0;

  /** @param capacity the most queries that will be added */
  constructor(columns: readonly ScoreColumns[], capacity: number) {
    this.#columns = columns;
    this.#cells = columns.map(({ cutoffs }) => cutoffs.map(() => new Float64Array(capacity)));
    this.#rows = columns.map(({ cutoffs }) => new Float64Array(cutoffs.length));
    this.#sure = {
      max: new Float64Array(capacity),
      std: new Float64Array(capacity),
      diff1: new Float64Array(capacity),
    };
  }

  /**
   * Evaluates every score for the next query.
   * @param graded the same where every positive grade is relevant, for scores that read grades as
   * gains
   */
  add(
    judged: JudgedRanks,
    graded: JudgedRanks,
    confidence: Readonly<Record<Confidence, number>>,
  ): void {
    this.#columns.forEach(({ score, cutoffs, parameter }, s) => {
      const row = this.#rows[s] as Float64Array;
      score.evaluate(score.graded === true ? graded : judged, cutoffs, row, parameter);
      this.#cells[s]?.forEach((column, i) => {
        column[this.#queries] = row[i] as number;
      });
    });
    for (const name of CONFIDENCES) this.#sure[name][this.#queries] = confidence[name];
    this.#queries++;
  }

  /** Columns by key, `[queries]` each. */
  values(): Record<string, Float64Array> {
    return Object.fromEntries(
      this.#columns.flatMap(({ keys }, s) =>
        keys.map((key, i) => [key, (this.#cells[s]?.[i] as Float64Array).slice(0, this.#queries)]),
      ),
    );
  }

  /** Confidences of every query, `[queries]` each. */
  confidences(): Record<Confidence, Float64Array> {
    const { max, std, diff1 } = this.#sure;
    return {
      max: max.slice(0, this.#queries),
      std: std.slice(0, this.#queries),
      diff1: diff1.slice(0, this.#queries),
    };
  }
}
