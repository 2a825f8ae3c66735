import { foundWithin } from '../contract/found-within.js';
import type { RankedScore } from '../contract/score.js';

export const rPrecision: RankedScore = {
  id: 'r_precision',
  group: 'own',
  label: 'R-precision',
  sentence: 'Precision at rank R, where R is the number of relevant documents of the query.',
  formula: 'relevant in the top R / R',
  source: 'trec_eval Rprec; ir_measures Rprec',
  trecEval: 'Rprec',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'never',
  averaged: 'over queries',
  decimals: null,
  evaluate({ ranks, relevant }, _cutoffs, out) {
    out[0] = relevant > 0 ? foundWithin(ranks, relevant) / relevant : 0;
  },
};
