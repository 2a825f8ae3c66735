import { GlottobenchError } from '../base/errors.js';
import type { EncodeOptions, Encoder, Similarity } from '../types/encoder.js';
import type { RankContext, Ranker, Ranking, RankOptions } from '../types/ranking.js';
import type { TextItem } from '../types/text.js';
import { normalizeRows } from './normalize.js';
import { negativeDistance, openInnerProduct, type ScoreMatrix } from './score-matrix.js';
import { rankInFull } from './rank-in-full.js';
import { TopK } from './top-k.js';

/** Queries per matrix product: 500 × 4096 scores were the fastest block measured, and stay in cache. */
const QUERY_BLOCK = 500;

/** The encoder, its similarity, and room for open handles. */
interface Scorer {
  readonly scores: ScoreMatrix;
  readonly normalize: boolean;
  readonly close: () => Promise<void>;
}

async function openScorer(similarity: Similarity): Promise<Scorer> {
  if (similarity === 'cosine' || similarity === 'dot') return { ...(await openInnerProduct()), normalize: similarity === 'cosine' };
  return { scores: negativeDistance(similarity), normalize: false, close: () => Promise.resolve() };
}

/**
 * Exact search with an encoder: queries are encoded first, documents stream through, each query keeps its best k.
 * Memory: the queries' vectors, one chunk of documents, and 2k hits per query; it does not grow with the corpus.
 */
export async function openDenseRanker(encoder: Encoder): Promise<Ranker> {
  const scorer = await openScorer(encoder.similarity);
  return {
    rank: (queries, corpus, context, options) => rankDense(encoder, scorer, queries, corpus, context, options),
    close: async () => {
      await scorer.close();
      await encoder.close();
    },
  };
}

async function rankDense(
  encoder: Encoder,
  scorer: Scorer,
  queries: readonly TextItem[],
  corpus: AsyncIterable<readonly TextItem[]>,
  context: RankContext,
  options: RankOptions,
): Promise<Ranking[]> {
  const embed = async (items: readonly TextItem[], role: EncodeOptions['role']): Promise<Float32Array> => {
    const vectors = await encoder.encode(items.map((item) => item.text), {
      role,
      task: context.task,
      taskType: context.taskType,
      signal: options.signal,
      onProgress: (texts) => options.onProgress?.(role === 'query' ? 'queries' : 'corpus', texts),
    });
    refuseNotFinite(vectors, encoder, items);
    return scorer.normalize ? normalizeRows(vectors, encoder.dims) : vectors;
  };
  const queryVectors = await embed(queries, 'query');
  if (options.k === Infinity && options.candidates === undefined) {
    return rankInFull({ queries, queryVectors, dims: encoder.dims, corpus, embed: (chunk) => embed(chunk, 'document'), scores: scorer.scores, signal: options.signal });
  }
  const tops = queries.map(() => new TopK(options.k));
  const rows = new Map(queries.map((query, row) => [query.id, row]));
  const wanted = options.candidates === undefined ? undefined : queriesPerDocument(options.candidates, rows);
  for await (const chunk of corpus) {
    options.signal?.throwIfAborted();
    if (chunk.length === 0) continue;
    const documentVectors = await embed(chunk, 'document');
    for (let start = 0; start < queries.length; start += QUERY_BLOCK) {
      const end = Math.min(start + QUERY_BLOCK, queries.length);
      const block = queryVectors.subarray(start * encoder.dims, end * encoder.dims);
      const scores = await scorer.scores(block, documentVectors, encoder.dims);
      offerBlock(scores, chunk, start, tops, wanted);
    }
  }
  return queries.map((query, row) => ({ query: query.id, ...(tops[row]?.best() ?? { docs: [], scores: new Float64Array() }) }));
}

/** Reranking: document id → rows of the queries that may see it. */
function queriesPerDocument(candidates: ReadonlyMap<string, readonly string[]>, rows: ReadonlyMap<string, number>): Map<string, Set<number>> {
  const wanted = new Map<string, Set<number>>();
  for (const [query, documents] of candidates) {
    const row = rows.get(query);
    if (row === undefined) continue;
    for (const document of documents) {
      const known = wanted.get(document);
      if (known === undefined) wanted.set(document, new Set([row]));
      else known.add(row);
    }
  }
  return wanted;
}

function offerBlock(scores: Float32Array, chunk: readonly TextItem[], start: number, tops: readonly TopK[], wanted: Map<string, Set<number>> | undefined): void {
  const width = chunk.length;
  const rows = scores.length / width;
  for (let row = 0; row < rows; row++) {
    const top = tops[start + row];
    if (top === undefined) continue;
    for (let column = 0, at = row * width; column < width; column++, at++) {
      const score = scores[at] ?? 0;
      if (score < top.threshold) continue;
      const id = chunk[column]?.id ?? '';
      if (wanted !== undefined && wanted.get(id)?.has(start + row) !== true) continue;
      top.offer(score, id);
    }
  }
}

/** NaN compares false with everything: without this a broken checkpoint would get a plausible score. */
function refuseNotFinite(vectors: Float32Array, encoder: Encoder, items: readonly TextItem[]): void {
  const at = vectors.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  const item = items[Math.floor(at / encoder.dims)];
  throw new GlottobenchError('GB_CHECKPOINT_CORRUPT', `${encoder.id.name} gives a vector with NaN or infinity for the text "${item?.id ?? ''}"`, {
    hint: 'the weights hold NaN or overflow; look at the checkpoint with: glottobench models inspect',
  });
}
