import type { ScoreFacts } from '../contract/score.js';

const BIAS = { group: 'own', cutoffs: 'never', decimals: null } as const;

/**
 * What is measured on a pool of several languages beside its scores (src/metrics/bias,
 * docs/metrics.md).
 */
export const BIAS_SCORES: readonly ScoreFacts[] = [
  {
    ...BIAS,
    id: 'rank_distance',
    label: 'Rank distance',
    sentence:
      'Ranks between the first and the last right answer of a query when all languages stand in one list.',
    source: 'Elmahdy, Lin & Ahmad 2024 (arXiv 2408.10536), after KD-SPD (arXiv 2305.09025)',
    direction: 'lower',
    bounds: [1, null],
    averaged: 'over languages',
  },
  {
    ...BIAS,
    id: 'rank_distance_normalised',
    label: 'Rank distance, normalised',
    sentence: 'Rank distance divided by the size of the pool minus one.',
    source: 'ours: comparable between pools of unlike size',
    direction: 'lower',
    bounds: [0, 1],
    averaged: 'over languages',
  },
  {
    ...BIAS,
    id: 'single_answer_map',
    label: 'Single-answer mAP',
    sentence:
      'Average precision when only the answers in one language count, while candidates of all languages stay in the list.',
    source:
      'form ours, after the heatmap of LAReQA (arXiv 2004.05484), whose exact definition is not published',
    direction: 'higher',
    bounds: [0, 1],
    averaged: 'over queries',
  },
  {
    ...BIAS,
    id: 'language_share',
    label: 'Language share',
    sentence:
      'Share of the top k that is in a language, to be held against the share of that language in the pool.',
    source: 'form ours; the idea in LAReQA (arXiv 2004.05484) and LAURA (arXiv 2604.20199)',
    direction: 'lower',
    bounds: [0, 1],
    averaged: 'over queries',
  },
  {
    ...BIAS,
    id: 'peer',
    label: 'PEER',
    sentence:
      'Probability that documents of the same grade have the same expected rank in every language; 1 is fair.',
    source:
      'Yang et al. 2024 (arXiv 2405.00978); peer_reference follows the package peer_measure, whose tail rank is too small',
    direction: 'higher',
    bounds: [0, 1],
    averaged: 'over queries',
  },
  {
    ...BIAS,
    id: 'mrc',
    label: 'MRC',
    sentence:
      'How alike the rankings are that the same query gets in two languages: Spearman correlation on the union of their top k.',
    source:
      'Yang, Jiang & Baldwin 2024 (arXiv 2509.06195); what is beyond k is tied behind it, which is our reading of "@k"',
    direction: 'higher',
    bounds: [-1, 1],
    averaged: 'over queries',
  },
];
