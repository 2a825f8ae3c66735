import { foundWithin } from './found-within.js';
import type { CutoffMetric } from './metric.js';

export const precision: CutoffMetric = {
  id: 'precision',
  label: 'Precision',
  sentence: 'Share of the top k that is relevant; places that were not filled count as misses.',
  source: 'trec_eval P',
  direction: 'higher',
  decimals: 5,
  evaluate({ ranks }, cutoffs, out) {
    let found = 0;
    cutoffs.forEach((k, i) => {
      found = foundWithin(ranks, k, found);
      out[i] = found / k;
    });
  },
};
