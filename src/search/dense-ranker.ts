import { GlottobenchError } from '../base/errors.js';
import type { EncodeOptions, Encoder, Similarity } from '../types/encoder.js';
import type { RankContext, Ranker, Ranking, RankOptions } from '../types/ranking.js';
import type { TextItem } from '../types/text.js';
import { corpusWindows } from './corpus-windows.js';
import { normalizeRows } from './normalize.js';
import { negativeDistance, openInnerProduct, type ScoreMatrix } from './score-matrix.js';
import { rankInFull } from './rank-in-full.js';
import { TopK } from './top-k.js';

/**
 * Queries and documents per matrix product: 500 × 4096 scores (8 MB) were the fastest block
 * measured.
 */
const QUERY_BLOCK = 500;
const DOCUMENT_BLOCK = 4096;

/** The encoder, its similarity, and room for open handles. */
interface Scorer {
  readonly scores: ScoreMatrix;
  readonly normalize: boolean;
  readonly close: () => Promise<void>;
}

async function openScorer(similarity: Similarity, threads: number | undefined): Promise<Scorer> {
  if (similarity === 'cosine' || similarity === 'dot')
    return { ...(await openInnerProduct(threads)), normalize: similarity === 'cosine' };
  return { scores: negativeDistance(similarity), normalize: false, close: () => Promise.resolve() };
}

/**
 * Exact search with an encoder: queries are encoded first, documents stream through, each query
 * keeps its best k. Memory: the queries' vectors, one window of documents, and 2k hits per query;
 * it does not grow with the corpus.
 * @param threads of the runtime's matrix product; its own default without
 */
export async function openDenseRanker(encoder: Encoder, threads?: number): Promise<Ranker> {
  const scorer = await openScorer(encoder.similarity, threads);
  return {
    rank: (queries, corpus, context, options) =>
      rankDense(encoder, scorer, queries, corpus, context, options),
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
  const embed = async (
    items: readonly TextItem[],
    role: EncodeOptions['role'],
  ): Promise<Float32Array> => {
    const vectors = await encoder.encode(
      items.map((item) => item.text),
      {
        role,
        task: context.task,
        taskType: context.taskType,
        instruction: context.instruction,
        signal: options.signal,
        onProgress: (texts) => options.onProgress?.(role === 'query' ? 'queries' : 'corpus', texts),
      },
    );
    refuseNotFinite(vectors, encoder, items);
    return scorer.normalize ? normalizeRows(vectors, encoder.dims) : vectors;
  };
  const queryVectors = await embed(queries, 'query');
  if (options.k === Infinity && options.candidates === undefined) {
    return rankInFull({
      queries,
      queryVectors,
      dims: encoder.dims,
      corpus,
      embed: (chunk) => embed(chunk, 'document'),
      scores: scorer.scores,
      signal: options.signal,
    });
  }
  const tops = queries.map(() => new TopK(options.k));
  const rows = new Map(queries.map((query, row) => [query.id, row]));
  const wanted =
    options.candidates === undefined ? undefined : queriesPerDocument(options.candidates, rows);
  for await (const window of corpusWindows(corpus)) {
    options.signal?.throwIfAborted();
    const documentVectors = await embed(window, 'document');
    for (let from = 0; from < window.length; from += DOCUMENT_BLOCK) {
      const ids = window.slice(from, from + DOCUMENT_BLOCK).map((item) => item.id);
      const documents = documentVectors.subarray(
        from * encoder.dims,
        (from + ids.length) * encoder.dims,
      );
      for (let start = 0; start < queries.length; start += QUERY_BLOCK) {
        const end = Math.min(start + QUERY_BLOCK, queries.length);
        const block = queryVectors.subarray(start * encoder.dims, end * encoder.dims);
        const scores = await scorer.scores(block, documents, encoder.dims);
        if (wanted === undefined)
          tops.slice(start, end).forEach((top, row) => top.offerRow(scores, row * ids.length, ids));
        else offerWanted(scores, ids, start, end, tops, wanted);
      }
    }
  }
  return tops.map((top, row) => ({
    query: queries[row]?.id ?? '',
    ...(options.shard === true ? top.withRepeated() : top.best()),
  }));
}

/** Reranking: document id → rows of the queries that may see it. */
function queriesPerDocument(
  candidates: ReadonlyMap<string, readonly string[]>,
  rows: ReadonlyMap<string, number>,
): Map<string, Set<number>> {
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

/** Reranking: of a block of scores, only those of the pairs that were asked for. */
function offerWanted(
  scores: Float32Array,
  ids: readonly string[],
  start: number,
  end: number,
  tops: readonly TopK[],
  wanted: ReadonlyMap<string, ReadonlySet<number>>,
): void {
  ids.forEach((id, column) => {
    for (const row of wanted.get(id) ?? []) {
      if (row >= start && row < end)
        tops[row]?.offer(scores[(row - start) * ids.length + column] as number, id);
    }
  });
}

/**
 * NaN compares false with everything: without this a broken checkpoint would get a plausible score.
 */
function refuseNotFinite(
  vectors: Float32Array,
  encoder: Encoder,
  items: readonly TextItem[],
): void {
  const at = firstNotFinite(vectors);
  if (at < 0) return;
  const item = items[Math.floor(at / encoder.dims)];
  throw new GlottobenchError(
    'GB_CHECKPOINT_CORRUPT',
    `${encoder.id.name} gives a vector with NaN or infinity for the text "${item?.id ?? ''}"`,
    {
      hint: 'the weights hold NaN or overflow; look at the checkpoint with: glottobench models inspect',
    },
  );
}

/**
 * `x − x` is 0 for every finite number and NaN for the others: one sum per call, and the place only
 * where there is one.
 */
function firstNotFinite(vectors: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vectors.length; i++) sum += (vectors[i] as number) - (vectors[i] as number);
  return sum === 0 ? -1 : vectors.findIndex((value) => !Number.isFinite(value));
}
