import type { RankedScore } from '../contract/score.js';

let logs = new Float64Array(0);

/**
 * log2(rank + 1) for ranks from 1. V8's log2 equals glibc's, which trec_eval uses, up to rank 1373
 * at least.
 */
export function discount(rank: number): number {
  if (rank >= logs.length)
    logs = Float64Array.from({ length: Math.max(1024, rank * 2) }, (_, i) => Math.log2(i + 1));
  return logs[rank] as number;
}

export const ndcg: RankedScore = {
  id: 'ndcg',
  group: 'mteb',
  label: 'nDCG',
  sentence: 'Discounted gain of the top k, divided by that of the best possible ranking.',
  formula:
    'Σ grade / log2(rank + 1) over the top k, divided by the same of the ideal ranking of all judgements; linear gain',
  source:
    'Järvelin & Kekäläinen 2002; trec_eval ndcg_cut: gain = grade (linear), discount log2(rank + 1), ideal from all judgements',
  trecEval: 'ndcg_cut',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: 5,
  abstention: true,
  graded: true,
  neverAbove: [{ id: 'hit_rate' }],
  evaluate({ ranks, grades, idealGrades }, cutoffs, out) {
    let gain = 0;
    let seen = 0;
    let ideal = 0;
    let idealSeen = 0;
    cutoffs.forEach((k, i) => {
      for (; seen < ranks.length && (ranks[seen] as number) <= k; seen++)
        gain += (grades[seen] as number) / discount(ranks[seen] as number);
      for (; idealSeen < idealGrades.length && idealSeen < k; idealSeen++)
        ideal += (idealGrades[idealSeen] as number) / discount(idealSeen + 1);
      out[i] = ideal > 0 ? gain / ideal : 0;
    });
  },
};
