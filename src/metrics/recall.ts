import { foundWithin } from './found-within.js';
import type { CutoffMetric } from './metric.js';

export const recall: CutoffMetric = {
  id: 'recall',
  label: 'Recall',
  sentence: 'Share of all relevant documents that stand in the top k.',
  source: 'trec_eval recall; 0 where a query has no relevant document',
  direction: 'higher',
  decimals: 5,
  evaluate({ ranks, relevant }, cutoffs, out) {
    let found = 0;
    cutoffs.forEach((k, i) => {
      found = foundWithin(ranks, k, found);
      out[i] = relevant > 0 ? found / relevant : 0;
    });
  },
};
