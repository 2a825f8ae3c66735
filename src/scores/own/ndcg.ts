import { ndcg } from '../mteb/ndcg.js';
import type { RankedScore } from '../contract/score.js';

export const uncutNdcg: RankedScore = {
  id: 'ndcg',
  group: 'own',
  label: 'nDCG',
  sentence: 'Discounted gain of the whole ranking, divided by that of the best possible one.',
  formula: 'as ndcg_at_k over all hits',
  source: 'trec_eval ndcg; ir_measures nDCG: linear gain, ideal from all judgements',
  trecEval: 'ndcg',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'never',
  averaged: 'over queries',
  decimals: null,
  graded: true,
  evaluate: ndcg.evaluate,
};
