import { foundWithin } from '../contract/found-within.js';
import { relevantRanks, type TrecRanking } from './trec-ranking.js';
import { trecScore } from './trec-score.js';

/** trec_eval's cut-offs. */
const CUTS: readonly number[] = [5, 10, 15, 20, 30, 100, 200, 500, 1000];
const CUT = { takes: 'cuts', defaults: CUTS } as const;

/** One value per cut from how many relevant hits stand within it. */
function within(of: (found: number, k: number, relevant: number) => number) {
  return (ranking: TrecRanking, cuts: readonly number[]): number[] => {
    const ranks = relevantRanks(ranking);
    return cuts.map((k) => of(foundWithin(ranks, k), k, ranking.relevant));
  };
}

export const precisionAt = trecScore({
  ...CUT,
  id: 'P',
  label: 'Precision',
  sentence: 'Share of the top k that is relevant, also with fewer than k hits.',
  measure: within((found, k) => found / k),
});

export const recallAt = trecScore({
  ...CUT,
  id: 'recall',
  label: 'Recall',
  sentence: 'Share of all relevant documents that stand in the top k.',
  measure: within((found, _k, relevant) => (relevant === 0 ? 0 : found / relevant)),
});

export const relativePrecision = trecScore({
  ...CUT,
  id: 'relative_P',
  label: 'Relative precision',
  sentence: 'Precision divided by the best that k hits could have.',
  measure: within((found, k, relevant) => (relevant === 0 ? 0 : found / Math.min(k, relevant))),
});

export const success = trecScore({
  ...CUT,
  id: 'success',
  label: 'Success',
  sentence: '1 where a relevant document stands in the top k, else 0.',
  defaults: [1, 5, 10],
  measure: within((found) => (found > 0 ? 1 : 0)),
});

export const reciprocalRank = trecScore({
  id: 'recip_rank',
  label: 'Reciprocal rank',
  sentence: 'One divided by the rank of the first relevant hit.',
  measure: (ranking) => {
    const [first] = relevantRanks(ranking);
    return [first === undefined ? 0 : 1 / first];
  },
});

export const rPrecision = trecScore({
  id: 'Rprec',
  label: 'R-precision',
  sentence: 'Precision at rank R, where R is the number of relevant documents of the query.',
  measure: (ranking) => [
    ranking.relevant === 0
      ? 0
      : foundWithin(relevantRanks(ranking), ranking.relevant) / ranking.relevant,
  ],
});

export const rPrecisionMultiples = trecScore({
  id: 'Rprec_mult',
  label: 'Precision at multiples of R',
  sentence: 'Precision at rank x · R, rounded up from a tenth on.',
  formula: 'relevant in the top c / c, c = ⌊x R + 0.9⌋; 0 where c is 0',
  takes: 'cuts',
  digits: 2,
  defaults: [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2],
  measure: (ranking, multiples) => {
    const ranks = relevantRanks(ranking);
    return multiples.map((x) => {
      const cut = Math.trunc(x * ranking.relevant + 0.9);
      return cut === 0 ? 0 : foundWithin(ranks, cut) / cut;
    });
  },
});
