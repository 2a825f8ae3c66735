import { foundWithin } from '../contract/found-within.js';
import type { RankedScore } from '../contract/score.js';

export const precision: RankedScore = {
  id: 'precision',
  group: 'mteb',
  label: 'Precision',
  short: 'P',
  sentence: 'Share of the top k that is relevant; places that were not filled count as misses.',
  formula: 'relevant in the top k / k, also with fewer than k hits',
  source: 'trec_eval P',
  trecEval: 'P',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: 5,
  abstention: true,
  neverAbove: [{ id: 'hit_rate' }],
  evaluate({ ranks }, cutoffs, out) {
    let found = 0;
    cutoffs.forEach((k, i) => {
      found = foundWithin(ranks, k, found);
      out[i] = found / k;
    });
  },
};
