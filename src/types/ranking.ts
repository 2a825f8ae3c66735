import type { TaskInstruction } from './encoder.js';
import type { TextItem } from './text.js';

/** Hits of one query. From a ranker: best first, ties by document id descending (mteb's rule). */
export interface Ranking {
  readonly query: string;
  readonly docs: readonly string[];
  /** Same length as `docs`. */
  readonly scores: ArrayLike<number>;
}

export interface RankOptions {
  /** Hits kept per query; `Infinity` asks for the full ranking of a small pool. */
  readonly k: number;
  /**
   * The corpus is a shard of one: document ids that stand twice keep both places, or shards would
   * not merge to the ranking of the whole.
   */
  readonly shard?: boolean | undefined;
  /** Reranking: query id → the only documents it is scored against. */
  readonly candidates?: ReadonlyMap<string, readonly string[]> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of texts finished since the last call. */
  readonly onProgress?: ((stage: 'queries' | 'corpus', texts: number) => void) | undefined;
}

/** Where a call stands in the task: BM25 needs languages, encoders need the prompt's name. */
export interface RankContext {
  readonly task: string;
  readonly taskType: string;
  readonly instruction?: TaskInstruction | undefined;
  readonly subset: string;
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
}

/** All that `run/` knows of a model: made from an encoder, from BM25, or from a seed. */
export interface Ranker {
  rank(
    queries: readonly TextItem[],
    corpus: AsyncIterable<readonly TextItem[]>,
    context: RankContext,
    options: RankOptions,
  ): Promise<Ranking[]>;
  close(): Promise<void>;
}
