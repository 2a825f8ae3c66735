import type { RankContext, Ranker, Ranking, RankOptions } from '../../types/ranking.js';
import type { TextItem } from '../../types/text.js';
import { FullOrder } from '../full-order.js';
import { TopK } from '../top-k.js';
import { InvertedIndex } from './index-builder.js';
import { commonLanguage, tokenize } from './tokenize.js';

/** Free parameters, with the values of mteb's `baseline/bm25s`. */
export const BM25_DEFAULTS = { k1: 1.5, b: 0.75, stopShare: 0.9 } as const;

/** Changes whenever a score may change; stands in the results as the model's revision. */
export const BM25_VERSION = '1';

export type Bm25Parameters = { readonly [name in keyof typeof BM25_DEFAULTS]: number };

/**
 * BM25 with Lucene's idf, ln(1 + (N − df + 0.5) / (df + 0.5)), and tf / (tf + k1 (1 − b + b ·
 * length / mean length)): method "lucene" of bm25s (arXiv 2407.03618), which mteb uses. Terms in at
 * least 90 % of the documents are stop words. Documents without a common word score 0 and fill the
 * list, as there.
 */
export function openBm25Ranker(parameters: Bm25Parameters = BM25_DEFAULTS): Ranker {
  return {
    rank: (queries, corpus, context, options) =>
      rankBm25(parameters, queries, corpus, context, options),
    close: () => Promise.resolve(),
  };
}

async function rankBm25(
  parameters: Bm25Parameters,
  queries: readonly TextItem[],
  corpus: AsyncIterable<readonly TextItem[]>,
  context: RankContext,
  options: RankOptions,
): Promise<Ranking[]> {
  const documentLanguage = commonLanguage(context.documentLanguages);
  const queryLanguage = commonLanguage(context.queryLanguages);
  const index = new InvertedIndex();
  const ids: string[] = [];
  for await (const chunk of corpus) {
    options.signal?.throwIfAborted();
    for (const document of chunk) {
      ids.push(document.id);
      index.add(tokenize(document.text, languageOf(document, documentLanguage)));
    }
    options.onProgress?.('corpus', chunk.length);
  }
  const scores = new Float64Array(ids.length);
  const full =
    options.k === Infinity && options.candidates === undefined ? new FullOrder(ids) : undefined;
  return queries.map((query) => {
    options.signal?.throwIfAborted();
    scoreQuery(parameters, index, tokenize(query.text, languageOf(query, queryLanguage)), scores);
    options.onProgress?.('queries', 1);
    return {
      query: query.id,
      ...(full?.rank(scores) ??
        bestOf(
          scores,
          ids,
          options.k,
          options.candidates?.get(query.id),
          options.candidates !== undefined,
        )),
    };
  });
}

function languageOf(item: TextItem, common: string): string {
  return item.language === undefined ? common : commonLanguage([item.language]);
}

/**
 * Fills `scores` (one per document) for one query; a word asked twice counts twice, as in bm25s.
 */
function scoreQuery(
  { k1, b, stopShare }: Bm25Parameters,
  index: InvertedIndex,
  words: readonly string[],
  scores: Float64Array,
): void {
  scores.fill(0);
  const mean = index.meanLength;
  for (const word of words) {
    const postings = index.postings(word);
    if (postings === undefined) continue;
    const df = postings.documents.length;
    if (df / index.size >= stopShare && index.size > 1) continue;
    const idf = Math.log(1 + (index.size - df + 0.5) / (df + 0.5));
    postings.documents.forEach((document, at) => {
      const tf = postings.frequencies[at] ?? 0;
      scores[document] =
        (scores[document] ?? 0) +
        (idf * tf) / (tf + k1 * (1 - b + (b * index.lengthOf(document)) / mean));
    });
  }
}

function bestOf(
  scores: Float64Array,
  ids: readonly string[],
  k: number,
  candidates: readonly string[] | undefined,
  reranking: boolean,
): { docs: string[]; scores: Float64Array } {
  const top = new TopK(k);
  const allowed = reranking ? new Set(candidates) : undefined;
  for (let document = 0; document < ids.length; document++) {
    const score = scores[document] ?? 0;
    const id = ids[document] ?? '';
    if (score >= top.threshold && allowed?.has(id) !== false) top.offer(score, id);
  }
  return top.best();
}
