import { averagePrecision } from '../mteb/average-precision.js';
import type { RankedScore } from '../contract/score.js';

export const uncutAveragePrecision: RankedScore = {
  id: 'map',
  group: 'own',
  label: 'MAP',
  sentence:
    'Precision at the rank of every relevant document of the ranking, summed and divided by all relevant documents.',
  formula: 'Σ (relevant so far / rank) over relevant hits / R',
  source: 'trec_eval map; ir_measures AP',
  trecEval: 'map',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'never',
  averaged: 'over queries',
  decimals: null,
  evaluate: averagePrecision.evaluate,
};
