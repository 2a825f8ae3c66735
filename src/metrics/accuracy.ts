import type { MetricDescriptor } from './metric.js';

/** Key whose (rounded) mean `accuracy` repeats. */
export const ACCURACY_COPIES = 'recall_at_1';

export const accuracy: MetricDescriptor = {
  id: 'accuracy',
  label: 'Accuracy',
  sentence: 'Recall at 1 under another name, for multiple-choice tasks.',
  source: 'mteb make_score_dict',
  direction: 'higher',
  decimals: 5,
};
