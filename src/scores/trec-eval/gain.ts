import { discount, ndcg as mtebNdcg } from '../mteb/ndcg.js';
import { uncutNdcg } from '../own/ndcg.js';
import { idealGains, relevantRanks, type TrecRanking } from './trec-ranking.js';
import { trecScore } from './trec-score.js';

/** Grades are gains: `-l` changes nothing here. */
function gained({ grades }: TrecRanking, k = Infinity): number {
  let sum = 0;
  for (let i = 0; i < grades.length && i < k; i++) {
    const gain = grades[i] as number;
    if (gain > 0) sum += gain / discount(i + 1);
  }
  return sum;
}

function normalised(ranking: TrecRanking, k = Infinity): number {
  let ideal = 0;
  idealGains(ranking).forEach((gain, i) => {
    if (i < k) ideal += gain / discount(i + 1);
  });
  return ideal === 0 ? 0 : gained(ranking, k) / ideal;
}

export const ndcg = trecScore({
  id: uncutNdcg.id,
  label: uncutNdcg.label,
  sentence: uncutNdcg.sentence,
  measure: (ranking) => [normalised(ranking)],
});

export const ndcgCut = trecScore({
  id: 'ndcg_cut',
  label: mtebNdcg.label,
  sentence: mtebNdcg.sentence,
  takes: 'cuts',
  defaults: [5, 10, 15, 20, 30, 100, 200, 500, 1000],
  measure: (ranking, cuts) => cuts.map((k) => normalised(ranking, k)),
});

export const ndcgAtRelevant = trecScore({
  id: 'ndcg_rel',
  label: 'nDCG at relevant hits',
  sentence:
    'nDCG at the rank of every hit that gains, averaged; what was not found counts with the nDCG of the whole.',
  measure: (ranking) => {
    const ideal = idealGains(ranking);
    let [results, best, sum, counted] = [0, 0, 0, 0];
    ranking.grades.forEach((gain, i) => {
      if (gain > 0) results += gain / discount(i + 1);
      best += (ideal[i] ?? 0) / discount(i + 1);
      if (gain > 0) {
        sum += results / best;
        counted++;
      }
    });
    for (let i = ranking.grades.length; i < ideal.length; i++)
      best += (ideal[i] ?? 0) / discount(i + 1);
    sum += ((ideal.length - counted) * results) / best;
    return [sum > 0 ? sum / ideal.length : 0];
  },
});

export const ndcgAtLevels = trecScore({
  id: 'Rndcg',
  label: 'nDCG at R levels',
  sentence:
    'nDCG where the gain of the ideal ranking falls, averaged over these ranks and the end of the hits.',
  measure: (ranking) => [ranking.relevant === 0 ? 0 : atLevels(ranking)],
});

/**
 * As trec_eval: the hits after the ideal ranking ends add a last point where there are two or more
 * of them.
 */
function atLevels(ranking: TrecRanking): number {
  const { grades } = ranking;
  const ideal = idealGains(ranking);
  let [results, best, sum, points] = [0, 0, 0, 0];
  const point = (): void => {
    sum += results / best;
    points++;
  };
  for (let i = 0; i <= Math.max(ideal.length, grades.length - 1); i++) {
    if (i > 0 && i <= ideal.length && ideal[i] !== ideal[i - 1]) point();
    const gain = grades[i] ?? 0;
    if (gain > 0) results += gain / discount(i + 1);
    best += (ideal[i] ?? 0) / discount(i + 1);
  }
  if (grades.length > ideal.length + 1) point();
  return sum / points;
}

export const gain = trecScore({
  id: 'G',
  label: 'Normalised gain',
  sentence:
    'Gain of every hit, discounted by how far the gain before it falls behind the ideal one.',
  measure: (ranking) => {
    const ideal = idealGains(ranking);
    let [sum, got, cost] = [0, 0, 0];
    ranking.grades.forEach((grade, i) => {
      cost += ideal[i] ?? 1;
      if (grade <= 0) return;
      got += grade;
      sum += grade / Math.log2(2 + cost - got);
    });
    const total = ideal.reduce((a, b) => a + b, 0);
    return [total === 0 ? 0 : sum / total];
  },
});

export const binaryGain = trecScore({
  id: 'binG',
  label: 'Binary gain',
  sentence: 'Every relevant hit, discounted by the hits before it that are not relevant.',
  measure: (ranking) => {
    let sum = 0;
    relevantRanks(ranking).forEach((rank, i) => {
      sum += 1 / Math.log2(rank + 1 - i);
    });
    return [ranking.relevant === 0 ? 0 : sum / ranking.relevant];
  },
});
