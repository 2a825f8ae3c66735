import type { ScoreFacts } from '../contract/score.js';

export const nauc: ScoreFacts = {
  id: 'nauc',
  group: 'mteb',
  label: 'nAUC',
  sentence:
    'How much a metric gains when the least confident queries are left out: 0 = nothing, 1 = as much as an oracle would.',
  formula: 'area under the abstention curve, see below',
  source:
    'Gisserot-Boukhlef et al. 2024 (arXiv 2402.12997); mteb retrieval_metrics.nauc with group means for tied confidences (#5613)',
  direction: 'higher',
  // Of a metric that is the same for all queries mteb writes rounding noise of any size, such as 3
  // (docs/metrics.md).
  bounds: [null, null],
  cutoffs: 'always',
  forms: ['nauc_<metric>_at_<k>_<confidence>'],
  averaged: 'area',
  decimals: null,
  keys: /^n(auc|AUC)_/,
};
