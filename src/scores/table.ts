import { accuracy } from './mteb/accuracy.js';
import { averagePrecision } from './mteb/average-precision.js';
import { hitRate } from './mteb/hit-rate.js';
import { nauc } from './mteb/nauc.js';
import { ndcg } from './mteb/ndcg.js';
import { TASK_SCORES } from './mteb/of-tasks.js';
import { precision } from './mteb/precision.js';
import { recall } from './mteb/recall.js';
import { reciprocalRank } from './mteb/reciprocal-rank.js';
import { uncutAveragePrecision } from './own/average-precision.js';
import { BIAS_SCORES } from './own/bias.js';
import { bpref } from './own/bpref.js';
import { judged } from './own/judged.js';
import { lareqaMap, uncutLareqaMap } from './own/lareqa-map.js';
import { uncutNdcg } from './own/ndcg.js';
import { rPrecision } from './own/r-precision.js';
import { rbp } from './own/rbp.js';
import { TREC_SCORES } from './trec-eval/table.js';
import type { RankedScore, ScoreFacts } from './contract/score.js';

/**
 * MTEB's score dictionary for retrieval, in its order. It is closed: whatever stands here is
 * written for every task.
 */
export const MTEB_DICTIONARY = [
  ndcg,
  averagePrecision,
  recall,
  accuracy,
  precision,
  reciprocalRank,
  nauc,
  hitRate,
] as const satisfies readonly ScoreFacts[];

/**
 * Scores that a task of one's own, or `glottobench score`, may ask for beside MTEB's.
 * A new one is a file in `own/` and its line here; nothing else names it.
 */
export const OWN_SCORES: readonly RankedScore[] = [
  uncutNdcg,
  uncutAveragePrecision,
  rPrecision,
  bpref,
  rbp,
  judged,
  lareqaMap,
];

/** Every score that the program computes, reads or checks. */
export const SCORES: readonly ScoreFacts[] = [
  ...MTEB_DICTIONARY,
  ...TASK_SCORES,
  ...OWN_SCORES,
  uncutLareqaMap,
  ...BIAS_SCORES,
  ...TREC_SCORES,
];

/** Scores of MTEB's dictionary that are computed from one ranked list, in its order. */
export const MTEB_RANKED: readonly RankedScore[] = MTEB_DICTIONARY.filter(
  (score): score is (typeof MTEB_DICTIONARY)[number] & RankedScore => 'evaluate' in score,
);

/** MTEB's cut-offs for retrieval (`AbsTaskRetrieval.k_values`). */
export const DEFAULT_K_VALUES: readonly number[] = [1, 3, 5, 10, 20, 100, 1000];
