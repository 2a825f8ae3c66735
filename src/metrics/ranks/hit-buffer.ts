import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';
import { stableDescendingOrder, trecOrder } from './order.js';

/** What mteb does to the hits of a query before it scores them. */
export interface HitOptions {
  /** Remove the document whose id equals the query's (mteb `ignore_identical_ids`). */
  readonly ignoreIdenticalIds?: boolean | undefined;
  /**
   * Drop the best hit, ties by position in the input (mteb `skip_first_result`); applied after the
   * former.
   */
  readonly skipFirstResult?: boolean | undefined;
  /** Keep so many hits, the first in trec_eval's order (its `-M`); applied after both. */
  readonly depth?: number | undefined;
  /** Drop hits without a judgement, or with a negative grade (trec_eval's `-J`); applied last. */
  readonly judgedOnly?: boolean | undefined;
}

/**
 * The hits of one query in both precisions that mteb ranks by, in buffers that are reused from
 * query to query: 50,000 queries × 1,000 hits must not make garbage.
 */
export class HitBuffer {
  docs: readonly string[] = [];
  length = 0;
  /** `[≥ length]` scores as given: order of MRR and of the confidences. */
  double = new Float64Array(1024);
  /** `[≥ length]` scores as trec_eval sees them (C float): order of all other metrics. */
  single = new Float32Array(1024);

  /**
   * Takes over a ranking. @param grades of the query, asked for by `judgedOnly` @throws
   * GB_INPUT_INVALID for ids and scores of different length, or a score that is NaN
   */
  load(
    ranking: Ranking,
    options: HitOptions,
    grades: ReadonlyMap<string, number> = new Map(),
  ): void {
    const { query, docs, scores } = ranking;
    if (docs.length !== scores.length) {
      throw new GlottobenchError(
        'GB_INPUT_INVALID',
        `query "${query}" has ${docs.length} documents but ${scores.length} scores`,
      );
    }
    this.reserve(docs.length);
    this.docs = docs;
    this.length = docs.length;
    this.double.set(scores);
    if (options.ignoreIdenticalIds === true && docs.includes(query))
      this.select(keptPositions(docs, query));
    if (options.skipFirstResult === true)
      this.select(stableDescendingOrder(this.double.subarray(0, this.length)).subarray(1));
    this.refuseNaN(query);
    // Only the part in use: converting stale values of an earlier, longer query would be waste.
    this.single.set(this.double.subarray(0, this.length));
    this.shorten(options, grades);
  }

  private shorten(
    { depth = Infinity, judgedOnly = false }: HitOptions,
    grades: ReadonlyMap<string, number>,
  ): void {
    if (depth >= this.length && !judgedOnly) return;
    const order = trecOrder(this.docs, this.single.subarray(0, this.length));
    const kept = order.subarray(0, depth);
    this.select(
      judgedOnly ? kept.filter((i) => (grades.get(this.docs[i] as string) ?? -1) >= 0) : kept,
    );
    this.single.set(this.double.subarray(0, this.length));
  }

  private reserve(length: number): void {
    if (length <= this.double.length) return;
    this.double = new Float64Array(length * 2);
    this.single = new Float32Array(length * 2);
  }

  private select(positions: Uint32Array): void {
    const docs: string[] = new Array<string>(positions.length);
    const scores = new Float64Array(positions.length);
    positions.forEach((from, to) => {
      docs[to] = this.docs[from] as string;
      scores[to] = this.double[from] as number;
    });
    this.docs = docs;
    this.length = positions.length;
    this.double.set(scores);
  }

  private refuseNaN(query: string): void {
    for (let i = 0; i < this.length; i++) {
      const score = this.double[i] as number;
      if (score !== score) {
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `the score of document "${this.docs[i] ?? ''}" for query "${query}" is NaN`,
          {
            hint: 'a model that returns NaN has overflowed: check its precision',
          },
        );
      }
    }
  }
}

function keptPositions(docs: readonly string[], query: string): Uint32Array {
  const kept: number[] = [];
  docs.forEach((doc, i) => {
    if (doc !== query) kept.push(i);
  });
  return Uint32Array.from(kept);
}
