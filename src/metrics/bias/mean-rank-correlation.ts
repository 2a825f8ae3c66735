import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';
import { topDocuments } from '../ranks/order.js';
import {
  languageOrThrow,
  MatrixBuilder,
  type LanguageMatrix,
  type LanguageOf,
} from './language-of.js';
import { mean } from '../arithmetic/mean.js';

export interface MeanRankCorrelationOptions {
  readonly k: number;
  readonly queryLanguage: LanguageOf;
  /** The question behind a query: translations share it. `undefined` leaves the query out. */
  readonly questionOf: (query: string) => string | undefined;
}

export interface MeanRankCorrelation {
  /** Mean over queries and partner languages, −1 to 1. */
  readonly value: number;
  /** Mean over questions by pair of languages (symmetric, no diagonal: NaN). */
  readonly pairs: LanguageMatrix;
  /** Comparisons behind the value. */
  readonly comparisons: number;
  /** Comparisons without a correlation (a union of one document). */
  readonly leftOut: number;
}

/**
 * MRC@k: for every question and every pair of languages it is asked in, the Spearman correlation of
 * the two rankings on the union of their top k documents (average ranks for ties); then the mean
 * over all ordered pairs.
 */
export function meanRankCorrelation(
  rankings: Iterable<Ranking>,
  options: MeanRankCorrelationOptions,
): MeanRankCorrelation {
  const questions = new Map<string, { language: string; ranks: Map<string, number> }[]>();
  for (const ranking of rankings) {
    const question = options.questionOf(ranking.query);
    if (question === undefined) continue;
    const ranks = new Map(topDocuments(ranking, options.k).map((doc, i) => [doc, i + 1]));
    const versions = questions.get(question) ?? [];
    questions.set(question, versions);
    versions.push({
      language: languageOrThrow(options.queryLanguage, 'query', ranking.query),
      ranks,
    });
  }
  const matrix = new MatrixBuilder();
  let sum = 0;
  let comparisons = 0;
  let leftOut = 0;
  for (const versions of questions.values()) {
    for (const a of versions) {
      for (const b of versions) {
        if (a === b) continue;
        const correlation = topCorrelation(a.ranks, b.ranks);
        if (Number.isNaN(correlation)) {
          leftOut++;
          continue;
        }
        matrix.add(a.language, b.language, correlation);
        sum += correlation;
        comparisons++;
      }
    }
  }
  if (comparisons === 0)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      'no question is asked in two languages with rankings to compare',
    );
  return { value: sum / comparisons, pairs: matrix.build(), comparisons, leftOut };
}

function topCorrelation(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const union = [...new Set([...a.keys(), ...b.keys()])];
  // Documents that only the other one saw share the mean of the places behind the last: the average
  // rank of a tie.
  const place = (ranks: ReadonlyMap<string, number>): number[] =>
    union.map((doc) => ranks.get(doc) ?? (ranks.size + 1 + union.length) / 2);
  return pearson(place(a), place(b));
}

function pearson(x: readonly number[], y: readonly number[]): number {
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((value, i) => {
    const dx = value - meanX;
    const dy = (y[i] as number) - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}
