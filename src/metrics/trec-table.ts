import { LEAST } from '../scores/trec-eval/average-precision.js';
import type { TrecColumns } from '../scores/trec-eval/asked.js';
import { relevanceString, type AskedString } from '../scores/trec-eval/texts.js';
import type { TrecRanking } from '../scores/trec-eval/trec-ranking.js';
import type { TrecScore } from '../scores/trec-eval/trec-score.js';
import { plainMean } from './arithmetic/numpy-sum.js';

/** What trec_eval's measures found for every query. */
export class TrecTable {
  readonly #asked: readonly TrecColumns[];
  readonly #columns: ReadonlyMap<string, number[]>;

  readonly #relstring: AskedString | undefined;
  readonly #strings: string[] = [];

  constructor(asked: readonly TrecColumns[], relstring: AskedString | undefined) {
    this.#asked = asked;
    this.#relstring = relstring;
    this.#columns = new Map(asked.flatMap(({ keys }) => keys.map((key) => [key, []])));
  }

  add(ranking: TrecRanking): void {
    for (const { score, numbers, keys } of this.#asked)
      this.#push(keys, score.measure(ranking, numbers));
    if (this.#relstring !== undefined)
      this.#strings.push(relevanceString(ranking, this.#relstring.length));
  }

  /**
   * A judged query that the run does not hold (`-c`): 0 everywhere, the least value in a geometric
   * mean.
   */
  addMissing({ relevant }: TrecRanking): void {
    for (const { score, keys } of this.#asked) {
      const value = { num_q: 1, num_rel: relevant }[score.id] ?? absent(score);
      this.#push(
        keys,
        keys.map(() => value),
      );
    }
    this.#strings.push('');
  }

  /** Texts by key, `[queries]` each. */
  texts(): Record<string, readonly string[]> {
    return this.#relstring === undefined ? {} : { [this.#relstring.key]: this.#strings };
  }

  #push(keys: readonly string[], values: readonly number[]): void {
    keys.forEach((key, i) => this.#columns.get(key)?.push(values[i] ?? NaN));
  }

  /**
   * Columns by key, `[queries]` each. A geometric measure holds logarithms, as trec_eval keeps
   * them.
   */
  values(): Record<string, Float64Array> {
    return Object.fromEntries(
      [...this.#columns].map(([key, column]) => [key, Float64Array.from(column)]),
    );
  }

  /** One number per key over all queries. */
  summary(): Record<string, number> {
    return Object.fromEntries(
      this.#asked.flatMap(({ score, keys }) =>
        keys.map((key) => [key, summed(score, this.#columns.get(key) ?? [])]),
      ),
    );
  }
}

function absent({ summary }: TrecScore): number {
  return summary === 'geometric' ? Math.log(LEAST) : 0;
}

function summed({ summary }: TrecScore, column: readonly number[]): number {
  if (summary === 'sum') return column.reduce((sum, value) => sum + value, 0);
  const mean = plainMean(Float64Array.from(column));
  return summary === 'geometric' ? Math.exp(mean) : mean;
}
