import type { RankedScore } from '../contract/score.js';

export const judged: RankedScore = {
  id: 'judged',
  group: 'own',
  label: 'Judged',
  sentence:
    'Share of the top k that has a judgement of any grade: how far the other scores can be trusted.',
  formula: 'judged in the top k / min(k, hits); 0 without hits',
  source: 'ir_measures Judged: of a ranking with fewer than k hits, the share of those it has',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'optional',
  averaged: 'over queries',
  decimals: null,
  evaluate({ retrieved, judgedHits }, cutoffs, out) {
    const hits = judgedHits();
    cutoffs.forEach((k, i) => {
      const depth = Math.min(k, retrieved);
      out[i] = depth > 0 ? hits.filter(({ rank }) => rank <= depth).length / depth : 0;
    });
  },
};
