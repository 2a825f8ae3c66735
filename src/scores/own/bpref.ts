import type { RankedScore } from '../contract/score.js';

export const bpref: RankedScore = {
  id: 'bpref',
  group: 'own',
  label: 'bpref',
  sentence:
    'How rarely judged documents that are not relevant stand before relevant ones; documents without a judgement do not count.',
  formula:
    'Σ over relevant hits of 1 − min(n, R) / min(N, R), divided by R; n = hits of grade 0 before, N = judgements of grade 0',
  source: 'Buckley & Voorhees 2004; trec_eval bpref, ir_measures Bpref',
  trecEval: 'bpref',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'never',
  averaged: 'over queries',
  decimals: null,
  evaluate({ relevant, nonrelevant, judgedHits }, _cutoffs, out) {
    let before = 0;
    let sum = 0;
    for (const { grade } of judgedHits()) {
      // As trec_eval: a negative grade is a document outside the pool.
      if (grade === 0) before++;
      else if (grade > 0)
        sum += before === 0 ? 1 : 1 - Math.min(before, relevant) / Math.min(nonrelevant, relevant);
    }
    out[0] = relevant > 0 ? sum / relevant : 0;
  },
};
