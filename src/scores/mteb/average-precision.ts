import type { RankedScore } from '../contract/score.js';

export const averagePrecision: RankedScore = {
  id: 'map',
  group: 'mteb',
  label: 'MAP',
  sentence:
    'Precision at the rank of every relevant document in the top k, summed and divided by all relevant documents.',
  formula: 'Σ (relevant so far / rank) over relevant ranks ≤ k, divided by R, not by min(R, k)',
  source: 'trec_eval map_cut: the denominator is R, not min(R, k)',
  trecEval: 'map_cut',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: 5,
  abstention: true,
  growing: true,
  neverAbove: [{ id: 'recall' }],
  evaluate({ ranks, relevant }, cutoffs, out) {
    let sum = 0;
    let seen = 0;
    cutoffs.forEach((k, i) => {
      for (; seen < ranks.length && (ranks[seen] as number) <= k; seen++)
        sum += (seen + 1) / (ranks[seen] as number);
      out[i] = relevant > 0 ? sum / relevant : 0;
    });
  },
};
