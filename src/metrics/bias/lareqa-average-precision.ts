import { averagePrecisionAt } from '../../scores/own/lareqa-map.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import type { JudgedRanks } from '../../types/judged-ranks.js';
import { judgedQueries } from './judged-queries.js';
import { mean } from '../arithmetic/mean.js';

export interface LareqaScores {
  /** Queries with at least one relevant document, in the order of the rankings. */
  readonly queries: readonly string[];
  /** `[queries]` */
  readonly averagePrecision: Float64Array;
  /** Mean over all questions of all languages: each question counts the same. */
  readonly mean: number;
}

/**
 * LAReQA's mAP. For a single-language pool with one answer it is the mean reciprocal rank.
 * @param cutoff ranks that count; absent = the full ranking
 */
export function lareqaAveragePrecision(
  rankings: Iterable<Ranking>,
  qrels: Qrels,
  cutoff?: number,
): LareqaScores {
  const queries: string[] = [];
  const values: number[] = [];
  for (const { query, judged } of judgedQueries(rankings, qrels)) {
    queries.push(query);
    values.push(lareqaOf(judged, cutoff));
  }
  return {
    queries,
    averagePrecision: Float64Array.from(values),
    mean: mean(values),
  };
}

function lareqaOf(judged: JudgedRanks, cutoff: number | undefined): number {
  return averagePrecisionAt(judged.ranks, judged.relevant, { cutoff, denominator: 'lareqa' });
}
