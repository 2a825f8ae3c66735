import type { CutoffMetric } from './metric.js';

export const hitRate: CutoffMetric = {
  id: 'hit_rate',
  label: 'Hit rate',
  sentence: 'Whether any relevant document stands in the top k.',
  source: 'trec_eval success',
  direction: 'higher',
  decimals: 5,
  evaluate({ ranks }, cutoffs, out) {
    const first = ranks[0] ?? Infinity;
    cutoffs.forEach((k, i) => {
      out[i] = first <= k ? 1 : 0;
    });
  },
};
