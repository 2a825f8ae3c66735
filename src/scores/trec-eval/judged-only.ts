import { bpref as ownBpref } from '../own/bpref.js';
import { LEAST } from './average-precision.js';
import { IN_POOL, NOT_JUDGED, type TrecRanking } from './trec-ranking.js';
import { trecScore } from './trec-score.js';

/** Keeps a quotient of counts off 0/0 (trec_eval's INFAP_EPSILON). */
const EPSILON = 0.00001;

function preference({ grades, judged, level, relevant }: TrecRanking): number {
  let nonrelevant = 0;
  for (let grade = 0; grade < level; grade++) nonrelevant += judged[grade] ?? 0;
  let before = 0;
  let sum = 0;
  for (const grade of grades) {
    if (grade < 0) continue;
    if (grade < level) before++;
    else sum += before === 0 ? 1 : 1 - Math.min(before, relevant) / Math.min(nonrelevant, relevant);
  }
  return relevant === 0 ? 0 : sum / relevant;
}

export const bpref = trecScore({
  id: ownBpref.id,
  label: ownBpref.label,
  sentence: ownBpref.sentence,
  measure: (ranking) => [preference(ranking)],
});

export const geometricBpref = trecScore({
  id: 'gm_bpref',
  label: 'Geometric bpref',
  sentence: 'Geometric mean of bpref, in which a query counts as 0.00001 at least.',
  summary: 'geometric',
  measure: (ranking) => [Math.log(Math.max(preference(ranking), LEAST))],
});

export const inferredAp = trecScore({
  id: 'infAP',
  label: 'Inferred AP',
  sentence: 'Average precision expected of a pool of which a random part was judged.',
  source: 'Yilmaz & Aslam 2006; trec_eval infAP',
  measure: (ranking) => [ranking.relevant === 0 ? 0 : inferredSum(ranking) / ranking.relevant],
});

function inferredSum({ grades, level }: TrecRanking): number {
  let relevant = 0;
  let other = 0;
  let pooled = 0;
  let sum = 0;
  grades.forEach((grade, above) => {
    if (grade === NOT_JUDGED) return;
    if (grade === IN_POOL) pooled++;
    else if (grade < level) other++;
    else {
      sum += above === 0 ? 1 : expected(above, relevant, other, pooled);
      relevant++;
    }
  });
  return sum;
}

/** Expected precision at a relevant hit with `above` hits before it. */
function expected(above: number, relevant: number, other: number, pooled: number): number {
  return (
    1 / (above + 1) +
    (above / (above + 1)) *
      ((relevant + other + pooled) / above) *
      ((relevant + EPSILON) / (relevant + other + 2 * EPSILON))
  );
}
