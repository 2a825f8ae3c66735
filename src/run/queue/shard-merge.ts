import { TopK } from '../../search/top-k.js';
import type { Ranking } from '../../types/ranking.js';
import type { TextItem } from '../../types/text.js';
import type { ShardHits } from './packed-hits.js';

/**
 * Puts the hits of shards together, in whatever order they come: the k best of all, as if one
 * process had seen every document.
 */
export class ShardMerge {
  readonly #queries: readonly TextItem[];
  readonly #tops: readonly TopK[];
  #documents = 0;

  constructor(queries: readonly TextItem[], k: number) {
    this.#queries = queries;
    this.#tops = queries.map(() => new TopK(k));
  }

  get documents(): number {
    return this.#documents;
  }

  /** Adds a shard; the caller sees to it that none is added twice. */
  add({ documents, hits }: ShardHits): void {
    this.#documents += documents;
    this.#tops.forEach((top, query) =>
      hits[query]?.docs.forEach((id, i) => top.offer(hits[query]?.scores[i] as number, id)),
    );
  }

  /**
   * Per query the score below which no document can be among the k best any more; `[queries]`, −∞
   * while there are fewer than k.
   */
  floors(): Float64Array {
    return Float64Array.from(this.#tops, (top) => top.floor());
  }

  rankings(): Ranking[] {
    return this.#queries.map(({ id }, query) => ({
      query: id,
      ...(this.#tops[query]?.best() ?? { docs: [], scores: new Float64Array() }),
    }));
  }
}

/**
 * Leaves out what cannot be among the k best: a shard then sends few hits instead of k for every
 * query.
 */
export function aboveFloors(
  rankings: readonly Ranking[],
  floors: Float64Array | undefined,
): Pick<Ranking, 'docs' | 'scores'>[] {
  return rankings.map(({ docs, scores }, query) => {
    const floor = floors?.[query] ?? -Infinity;
    let kept = docs.length;
    while (kept > 0 && (scores[kept - 1] as number) < floor) kept--;
    return {
      docs: docs.slice(0, kept),
      scores: Float64Array.from({ length: kept }, (_, i) => scores[i] as number),
    };
  });
}
