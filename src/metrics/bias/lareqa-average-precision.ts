import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import type { JudgedRanks } from '../judged-ranks.js';
import type { MetricDescriptor } from '../metric.js';
import { judgedQueries } from './judged-queries.js';

export const lareqaMetric: MetricDescriptor = {
  id: 'lareqa_map',
  label: 'LAReQA mAP',
  sentence:
    'Average precision over a multilingual pool; the denominator is what the top k could hold.',
  source:
    'Roy et al. 2020 (arXiv 2004.05484); google-research/xtreme utils_lareqa.py (cutoff 20 in XTREME-R)',
  direction: 'higher',
  decimals: null,
};

/** What the sum of precisions is divided by: R (trec_eval), or min(R, k) (LAReQA). Without cutoff they are the same. */
export type Denominator = 'trec_eval' | 'lareqa';

export interface AveragePrecisionOptions {
  /** Ranks that count; absent = the full ranking. */
  readonly cutoff?: number | undefined;
  readonly denominator: Denominator;
}

/** Average precision from the ranks of the relevant documents (ascending) and their total number R ≥ 1. */
export function averagePrecisionAt(
  ranks: readonly number[],
  relevant: number,
  { cutoff = Infinity, denominator }: AveragePrecisionOptions,
): number {
  let sum = 0;
  for (let i = 0; i < ranks.length && (ranks[i] as number) <= cutoff; i++)
    sum += (i + 1) / (ranks[i] as number);
  return sum / (denominator === 'lareqa' ? Math.min(relevant, cutoff) : relevant);
}

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
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  };
}

function lareqaOf(judged: JudgedRanks, cutoff: number | undefined): number {
  return averagePrecisionAt(judged.ranks, judged.relevant, { cutoff, denominator: 'lareqa' });
}
