import { relevantRanks, type TrecRanking } from './trec-ranking.js';
import { trecScore } from './trec-score.js';

const RECALLS: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * At each share of R: the best precision at this depth or deeper. The share becomes a number of
 * documents as in trec_eval 9, ⌊share · R + 0.9⌋ (trec_eval 10 rounds it). Without hits the
 * precision of the whole list is 0/0: NaN where no document is needed, as there.
 */
function interpolated(ranking: TrecRanking, recalls: readonly number[]): number[] {
  const ranks = relevantRanks(ranking);
  const whole = ranking.found / ranking.grades.length;
  const best = new Array<number>(ranks.length + 1).fill(whole);
  for (let i = ranks.length - 1; i >= 0; i--)
    best[i + 1] = Math.max(best[i + 2] ?? whole, (i + 1) / (ranks[i] ?? 1));
  best[0] = best[1] ?? whole;
  return recalls.map((recall) => {
    const needed = Math.trunc(recall * ranking.relevant + 0.9);
    return needed > ranks.length ? 0 : (best[needed] ?? whole);
  });
}

export const precisionAtRecall = trecScore({
  id: 'iprec_at_recall',
  label: 'Interpolated precision',
  sentence: 'The best precision at a recall of x or more.',
  takes: 'cuts',
  digits: 2,
  defaults: RECALLS,
  measure: interpolated,
});

export const elevenPoint = trecScore({
  id: '11pt_avg',
  label: '11-point average',
  sentence: 'Mean of the interpolated precision at recalls of 0, 0.1, … 1.',
  takes: 'numbers',
  defaults: RECALLS,
  measure: (ranking, recalls) => {
    const values = interpolated(ranking, recalls);
    // From the highest recall down, as trec_eval sums.
    return [values.reduceRight((sum, value) => sum + value, 0) / recalls.length];
  },
});
