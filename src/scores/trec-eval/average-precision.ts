import { uncutAveragePrecision } from '../own/average-precision.js';
import { relevantRanks, type TrecRanking } from './trec-ranking.js';
import { trecScore } from './trec-score.js';

/** Least value of a query in a geometric mean. */
export const LEAST = 0.00001;

/** Σ precision at the relevant hits up to rank `cut`, divided by R. */
function averagePrecision(ranking: TrecRanking, cut = Infinity): number {
  let sum = 0;
  relevantRanks(ranking).forEach((rank, i) => {
    if (rank <= cut) sum += (i + 1) / rank;
  });
  return ranking.relevant === 0 ? 0 : sum / ranking.relevant;
}

export const map = trecScore({
  id: uncutAveragePrecision.id,
  label: uncutAveragePrecision.label,
  sentence: uncutAveragePrecision.sentence,
  measure: (ranking) => [averagePrecision(ranking)],
});

export const geometricMap = trecScore({
  id: 'gm_map',
  label: 'Geometric MAP',
  sentence: 'Geometric mean of average precision, in which a query counts as 0.00001 at least.',
  summary: 'geometric',
  measure: (ranking) => [Math.log(Math.max(averagePrecision(ranking), LEAST))],
});

export const mapCut = trecScore({
  id: 'map_cut',
  label: 'MAP',
  sentence: 'Average precision of the top k; the denominator is R.',
  takes: 'cuts',
  defaults: [5, 10, 15, 20, 30, 100, 200, 500, 1000],
  measure: (ranking, cuts) => cuts.map((k) => averagePrecision(ranking, k)),
});
