import type { RankedScore } from '../contract/score.js';

export const rbp: RankedScore = {
  id: 'rbp',
  group: 'own',
  label: 'RBP',
  sentence:
    'Share of relevant documents that a reader meets who goes on to the next hit with probability p.',
  formula: '(1 − p) Σ p^(rank − 1) over relevant ranks ≤ k',
  source:
    'Moffat & Zobel 2008 (doi 10.1145/1416950.1416952): (1 - p) Σ p^(rank - 1) over relevant hits; ir_measures RBP(rel=1)',
  direction: 'higher',
  bounds: [0, 1],
  cutoffs: 'optional',
  parameter: {
    name: 'p',
    sentence: 'persistence, between 0 and 1',
    example: 0.8,
    allowed: (p) => p > 0 && p < 1,
  },
  averaged: 'over queries',
  decimals: null,
  growing: true,
  evaluate({ ranks }, cutoffs, out, p) {
    let sum = 0;
    let seen = 0;
    cutoffs.forEach((k, i) => {
      for (; seen < ranks.length && (ranks[seen] as number) <= k; seen++)
        sum += p ** ((ranks[seen] as number) - 1);
      out[i] = (1 - p) * sum;
    });
  },
};
