import type { RankedScore } from '../contract/score.js';

export const reciprocalRank: RankedScore = {
  id: 'mrr',
  group: 'mteb',
  label: 'MRR',
  sentence: 'One divided by the rank of the first relevant document, 0 when the top k has none.',
  formula: '1 / rank of the first relevant within k, else 0',
  source:
    'mteb retrieval_metrics.mrr: ranks by float64 scores, where trec_eval uses float32; its mean is not rounded',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: null,
  abstention: true,
  growing: true,
  evaluate({ firstRank }, cutoffs, out) {
    cutoffs.forEach((k, i) => {
      out[i] = firstRank <= k ? 1 / firstRank : 0;
    });
  },
};
