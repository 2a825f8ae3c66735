import { lareqaMap } from '../scores/own/lareqa-map.js';
import type { RankedScore } from '../scores/contract/score.js';

/**
 * How a task is scored beside, or instead of, the scores that MTEB writes for every retrieval task.
 */
interface ScoringKind {
  /** True where the main score is among MTEB's standard scores, so that the task can be run. */
  readonly mainScore: boolean;
  readonly describe: string;
  /**
   * Scores that mteb writes in addition, as patterns; empty for the standard. Without them a result
   * is still valid.
   */
  readonly adds: readonly string[];
  /** Own scores that it writes at every cut-off of the task. */
  readonly own?: readonly RankedScore[];
}

/**
 * Every value that `scoring.kind` of a definition may have (`language-pool` is ours, the others
 * were read from `task_specific_scores` in mteb 2.26.24).
 */
export const SCORING_KINDS = {
  standard: {
    mainScore: true,
    describe: 'nDCG, MAP, recall, precision, MRR, hit rate and nAUC at the cut-offs of the task',
    adds: [],
  },
  'language-pool': {
    mainScore: true,
    describe:
      "standard, and LAReQA's mAP; on a pool of several languages also its uncut mAP, rank distance, and a report of language bias",
    adds: [],
    own: [lareqaMap],
  },
  'capped-recall': {
    mainScore: true,
    describe: 'standard, and hits by min(relevant, k)',
    adds: ['R_cap_at_<k>'],
  },
  'instruction-levels': {
    mainScore: true,
    describe: 'standard, and nDCG@20 by level of instruction',
    adds: ['level_scores'],
  },
  'p-mrr': {
    mainScore: false,
    describe: 'compares the ranks of a query under an original and a changed instruction (p-MRR)',
    adds: ['p-MRR', 'og', 'changed'],
  },
  robustness: {
    mainScore: false,
    describe: 'the lowest nDCG@10 over the instructions of a query, averaged',
    adds: ['robustness_at_10'],
  },
  'paired-accuracy': {
    mainScore: false,
    describe: 'share of pairs of queries that both prefer their document',
    adds: ['paired_accuracy'],
  },
  'max-over-subqueries': {
    mainScore: false,
    describe: 'each document keeps its best score over the parts of a query',
    adds: ['max_over_subqueries_<score>'],
  },
} as const satisfies Record<string, ScoringKind>;

type ScoringKindName = keyof typeof SCORING_KINDS;

export function scoringKind(name: string): ScoringKind | undefined {
  return Object.hasOwn(SCORING_KINDS, name) ? SCORING_KINDS[name as ScoringKindName] : undefined;
}
