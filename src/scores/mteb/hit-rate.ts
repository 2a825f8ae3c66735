import type { RankedScore } from '../contract/score.js';

export const hitRate: RankedScore = {
  id: 'hit_rate',
  group: 'mteb',
  label: 'Hit rate',
  short: 'hit rate',
  sentence: 'Whether any relevant document stands in the top k.',
  formula: '1 if any relevant stands in the top k',
  source: 'trec_eval success',
  trecEval: 'success',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: 5,
  growing: true,
  // Every hit is in the precision. (Not so for nDCG: old releases gave queries without a relevant
  // document a score of 1.)
  neverAbove: [{ id: 'precision', times: 'cutoff' }],
  evaluate({ ranks }, cutoffs, out) {
    const first = ranks[0] ?? Infinity;
    cutoffs.forEach((k, i) => {
      out[i] = first <= k ? 1 : 0;
    });
  },
};
