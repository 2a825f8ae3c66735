import type { ScoreFacts } from '../contract/score.js';

/** Facts that most scores of single tasks share. */
const SHARE = {
  group: 'mteb',
  direction: 'higher',
  bounds: [0, 1],
  averaged: 'over queries',
  decimals: null,
} as const;

/**
 * Scores that MTEB writes for some tasks, or wrote in older releases. They are read and checked,
 * not computed here.
 */
export const TASK_SCORES: readonly ScoreFacts[] = [
  {
    ...SHARE,
    id: 'p-MRR',
    label: 'p-MRR',
    sentence: 'Change of the ranks of a query when its instruction changes; 0 is no change.',
    source: 'Weller et al. 2024 (arXiv 2403.15246); mteb instruction tasks',
    bounds: [-1, 1],
    cutoffs: 'never',
  },
  {
    ...SHARE,
    id: 'robustness',
    label: 'Robustness',
    sentence: 'The lowest nDCG over the instructions of a query.',
    source: 'Oh et al. 2024 (arXiv 2402.14334); mteb InstructIR',
    cutoffs: 'always',
  },
  {
    ...SHARE,
    id: 'paired_accuracy',
    label: 'Paired accuracy',
    sentence: 'Share of pairs of queries that both prefer their document.',
    source: 'mteb NevIR',
    cutoffs: 'never',
  },
  {
    ...SHARE,
    id: 'R_cap',
    label: 'Capped recall',
    sentence: 'Relevant documents in the top k, divided by what the top k could hold.',
    source: 'mteb task_specific_scores',
    cutoffs: 'always',
  },
  {
    ...SHARE,
    id: 'cv_recall',
    label: 'Recall (image text)',
    sentence: 'Whether the document of a query stands in the top k.',
    source: 'mteb, image-text retrieval',
    cutoffs: 'always',
  },
  {
    ...SHARE,
    id: 'mrr',
    label: 'MRR',
    sentence: 'One divided by the rank of the first relevant document, over the whole list.',
    source: 'mteb reranking before 2.0',
    cutoffs: 'never',
  },
  {
    ...SHARE,
    id: 'miracl',
    label: 'MIRACL reranking',
    sentence: 'nDCG, MAP, precision and recall of MIRACLReranking before mteb 2.0.',
    source: 'mteb MIRACLReranking',
    cutoffs: 'never',
    forms: ['NDCG@<k>(MIRACL)', 'MAP@<k>(MIRACL)', 'P@<k>(MIRACL)', 'Recall@<k>(MIRACL)'],
    keys: /^(NDCG|MAP|P|Recall)@\d+\(MIRACL\)$/,
  },
];
