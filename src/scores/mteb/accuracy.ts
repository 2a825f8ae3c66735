import type { ScoreFacts } from '../contract/score.js';

/** Key whose (rounded) mean `accuracy` repeats. */
export const ACCURACY_COPIES = 'recall_at_1';

export const accuracy: ScoreFacts = {
  id: 'accuracy',
  group: 'mteb',
  label: 'Accuracy',
  sentence: 'Recall at 1 under another name, for multiple-choice tasks.',
  formula: 'recall_at_1 under another name',
  source: 'mteb make_score_dict',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'optional',
  averaged: 'copy',
  decimals: 5,
};
