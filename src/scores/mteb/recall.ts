import { foundWithin } from '../contract/found-within.js';
import type { RankedScore } from '../contract/score.js';

export const recall: RankedScore = {
  id: 'recall',
  group: 'mteb',
  label: 'Recall',
  short: 'R',
  sentence: 'Share of all relevant documents that stand in the top k.',
  formula: 'relevant in the top k / R',
  source: 'trec_eval recall; 0 where a query has no relevant document',
  trecEval: 'recall',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'always',
  averaged: 'over queries',
  decimals: 5,
  abstention: true,
  growing: true,
  neverAbove: [{ id: 'hit_rate' }],
  evaluate({ ranks, relevant }, cutoffs, out) {
    let found = 0;
    cutoffs.forEach((k, i) => {
      found = foundWithin(ranks, k, found);
      out[i] = relevant > 0 ? found / relevant : 0;
    });
  },
};
