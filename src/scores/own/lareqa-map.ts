import type { RankedScore, ScoreFacts } from '../contract/score.js';

/**
 * What the sum of precisions is divided by: R (trec_eval), or min(R, k) (LAReQA). Without cut-off
 * they are the same.
 */
export type Denominator = 'trec_eval' | 'lareqa';

export interface AveragePrecisionOptions {
  /** Ranks that count; absent = the full ranking. */
  readonly cutoff?: number | undefined;
  readonly denominator: Denominator;
}

/**
 * Average precision from the ranks of the relevant documents (ascending) and their total number R ≥
 * 1.
 */
export function averagePrecisionAt(
  ranks: readonly number[],
  relevant: number,
  { cutoff = Infinity, denominator }: AveragePrecisionOptions,
): number {
  let sum = 0;
  for (let i = 0; i < ranks.length && (ranks[i] as number) <= cutoff; i++)
    sum += (i + 1) / (ranks[i] as number);
  return sum / (denominator === 'lareqa' ? Math.min(relevant, cutoff) : relevant);
}

const FACTS = {
  id: 'lareqa_map',
  group: 'own',
  label: 'LAReQA mAP',
  sentence:
    'Average precision over a multilingual pool; the denominator is what the top k could hold.',
  formula: 'Σ (relevant so far / rank) over relevant ranks ≤ k / min(R, k)',
  source:
    'Roy et al. 2020 (arXiv 2004.05484); google-research/xtreme utils_lareqa.py (cutoff 20 in XTREME-R)',
  direction: 'higher',
  bounds: [0, 1],
  averaged: 'over queries',
  decimals: null,
} as const satisfies Partial<ScoreFacts>;

export const lareqaMap: RankedScore = {
  ...FACTS,
  cutoffs: 'always',
  evaluate({ ranks, relevant }, cutoffs, out) {
    cutoffs.forEach((cutoff, i) => {
      out[i] =
        relevant > 0 ? averagePrecisionAt(ranks, relevant, { cutoff, denominator: 'lareqa' }) : 0;
    });
  },
};

/** Over the full ranking of a pool, which is not kept: the run writes it, nobody can ask for it. */
export const uncutLareqaMap: ScoreFacts = { ...FACTS, cutoffs: 'never' };
