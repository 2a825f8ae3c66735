import type { Ranking } from '../types/ranking.js';
import type { TextItem } from '../types/text.js';
import { FullOrder } from './full-order.js';
import type { ScoreMatrix } from './score-matrix.js';

/** Queries per matrix product: scores of 64 × 20,000 documents are 5 MB. */
const QUERY_BLOCK = 64;

interface FullRankingInputs {
  readonly queries: readonly TextItem[];
  /** `[queries, dims]` */
  readonly queryVectors: Float32Array;
  readonly dims: number;
  readonly corpus: AsyncIterable<readonly TextItem[]>;
  /** `[documents, dims]` of a chunk. */
  readonly embed: (chunk: readonly TextItem[]) => Promise<Float32Array>;
  readonly scores: ScoreMatrix;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Every document of a small pool for every query, best first (score, then id, descending). Holds
 * the vectors of the pool and the rankings: 12 bytes per query and document.
 */
export async function rankInFull({
  queries,
  queryVectors,
  dims,
  corpus,
  embed,
  scores,
  signal,
}: FullRankingInputs): Promise<Ranking[]> {
  const ids: string[] = [];
  const chunks: Float32Array[] = [];
  for await (const chunk of corpus) {
    signal?.throwIfAborted();
    if (chunk.length === 0) continue;
    chunks.push(await embed(chunk));
    for (const { id } of chunk) ids.push(id);
  }
  if (ids.length === 0)
    return queries.map(({ id }) => ({ query: id, docs: [], scores: new Float32Array() }));
  const documentVectors = joined(chunks);
  const order = new FullOrder(ids);
  const rankings: Ranking[] = [];
  for (let start = 0; start < queries.length; start += QUERY_BLOCK) {
    signal?.throwIfAborted();
    const block = queries.slice(start, start + QUERY_BLOCK);
    const matrix = await scores(
      queryVectors.subarray(start * dims, (start + block.length) * dims),
      documentVectors,
      dims,
    );
    block.forEach(({ id }, row) => {
      rankings.push({
        query: id,
        ...order.rank(matrix.subarray(row * ids.length, (row + 1) * ids.length)),
      });
    });
  }
  return rankings;
}

function joined(chunks: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
