import { languageShare } from '../../metrics/bias/language-share.js';
import { lareqaAveragePrecision } from '../../metrics/bias/lareqa-average-precision.js';
import { peer } from '../../metrics/bias/peer.js';
import { rankDistance, type RankDistance } from '../../metrics/bias/rank-distance.js';
import { singleAnswerMatrix } from '../../metrics/bias/single-answer-matrix.js';
import { topDocuments } from '../../metrics/ranks/order.js';
import type { BiasRankDistance, BiasRow } from '../../types/generated/bias.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';

/**
 * Queries × documents that are ranked in full, for rank distance needs every relevant document,
 * however far down. 12 bytes each.
 */
export const FULL_RANKING_LIMIT = 50_000_000;
/** Depth of MRC@k: the first page. */
export const MRC_K = 10;
/** Depth of PEER@k, as its paper's tables. */
const PEER_K = 100;

/** A pool of several languages, ranked in full for the queries of one language. */
interface RankedPool {
  readonly subset: string;
  readonly queryLanguage: string;
  /** Every document of the pool → its language. */
  readonly languages: ReadonlyMap<string, string>;
  /** Full rankings, trivial hits already taken out. */
  readonly rankings: readonly Ranking[];
  readonly qrels: Qrels;
}

export interface PoolBias {
  readonly row: BiasRow;
  /** Documents per language. */
  readonly documents: ReadonlyMap<string, number>;
  /** Scores for the result file, after MTEB's. */
  readonly scores: Readonly<Record<string, number>>;
  /** Per query, in the order of `queries`; only of queries with a relevant document. */
  readonly perQuery: {
    readonly queries: readonly string[];
    readonly values: Readonly<Record<string, Float64Array>>;
  };
  /** The first {@link MRC_K} hits of every query. */
  readonly top: readonly Ranking[];
}

/**
 * Everything that is said about the languages of one pool, computed from the full rankings while
 * they are there.
 */
export function measurePool(pool: RankedPool): PoolBias {
  const { rankings, qrels, queryLanguage, languages } = pool;
  const ofQuery = (): string => queryLanguage;
  const ofDocument = (id: string): string | undefined => languages.get(id);
  const documents = countLanguages(languages);
  const candidates = Math.max(...rankings.map(({ docs }) => docs.length));
  const uncut = lareqaAveragePrecision(rankings, qrels);
  const distance = multipleRelevant(qrels, uncut.queries)
    ? rankDistance(rankings, qrels, ofQuery, candidates)
    : undefined;
  const shares = languageShare(rankings, {
    k: documents.size,
    queryLanguage: ofQuery,
    documentLanguage: ofDocument,
    pool: documents,
  });
  const single = singleAnswerMatrix(rankings, qrels, {
    denominator: 'trec_eval',
    queryLanguage: ofQuery,
    documentLanguage: ofDocument,
  });
  const fairness = peer(rankings, qrels, {
    variant: 'peer',
    k: PEER_K,
    weights: equalWeights(qrels, uncut.queries),
    documentLanguage: ofDocument,
  });
  const row: BiasRow = {
    subset: pool.subset,
    query_language: queryLanguage,
    queries: uncut.queries.length,
    candidates,
    lareqa_map: uncut.mean,
    rank_distance: distanceOf(distance, uncut.queries.length),
    share: {
      k: documents.size,
      by_language: Object.fromEntries(
        shares.documentLanguages.map((language, i) => [language, shares.values[i] ?? NaN]),
      ),
    },
    single_answer_map: Object.fromEntries(
      single.documentLanguages.map((language, i) => [
        language,
        { value: single.values[i] ?? NaN, queries: single.queries[i] ?? 0 },
      ]),
    ),
    peer:
      fairness.value === null
        ? { k: PEER_K, value: null, reason: fairness.reason }
        : { k: PEER_K, value: fairness.value },
  };
  return {
    row,
    documents,
    scores: {
      lareqa_map: uncut.mean,
      ...(distance === undefined
        ? {}
        : { rank_distance: distance.macro, rank_distance_normalised: distance.macroNormalised }),
    },
    perQuery: {
      queries: uncut.queries,
      values: {
        lareqa_map: uncut.averagePrecision,
        ...(distance?.leftOut === 0 ? { rank_distance: distance.distance } : {}),
      },
    },
    top: rankings.map((ranking) => topOf(ranking, MRC_K)),
  };
}

/** The first `k` hits in the order that all metrics use. */
export function topOf(ranking: Ranking, k: number): Ranking {
  const docs = topDocuments(ranking, k);
  return { query: ranking.query, docs, scores: docs.map((_, i) => -i) };
}

function distanceOf(distance: RankDistance | undefined, queries: number): BiasRankDistance {
  if (distance === undefined)
    return {
      value: null,
      normalised: null,
      queries: 0,
      left_out: queries,
      reason: 'no query has two relevant documents',
    };
  return {
    value: distance.macro,
    normalised: distance.macroNormalised,
    queries: distance.queries.length,
    left_out: distance.leftOut,
  };
}

function countLanguages(languages: ReadonlyMap<string, string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const language of languages.values()) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

function multipleRelevant(qrels: Qrels, queries: readonly string[]): boolean {
  return queries.some(
    (query) => [...(qrels.get(query)?.values() ?? [])].filter((grade) => grade > 0).length > 1,
  );
}

/** Every grade above 0 counts the same. */
function equalWeights(qrels: Qrels, queries: readonly string[]): Map<number, number> {
  const grades = new Set(
    queries.flatMap((query) =>
      [...(qrels.get(query)?.values() ?? [])].filter((grade) => grade > 0),
    ),
  );
  return new Map([...grades].map((grade) => [grade, 1 / grades.size]));
}
