import { geometricMap, map, mapCut } from './average-precision.js';
import { COUNTS, nonrelevantJudged } from './counts.js';
import { binaryGain, gain, ndcg, ndcgAtLevels, ndcgAtRelevant, ndcgCut } from './gain.js';
import { elevenPoint, precisionAtRecall } from './interpolated.js';
import { bpref, geometricBpref, inferredAp } from './judged-only.js';
import {
  precisionAt,
  recallAt,
  reciprocalRank,
  relativePrecision,
  rPrecision,
  rPrecisionMultiples,
  success,
} from './precision.js';
import { SETS, utility } from './sets.js';
import { TREC_TEXTS } from './texts.js';
import type { TrecScore } from './trec-score.js';

/**
 * The measures of trec_eval 9 on judgements (its `all_trec`), in the order in which it prints them.
 */
export const TREC_SCORES: readonly TrecScore[] = [
  ...COUNTS,
  map,
  geometricMap,
  rPrecision,
  bpref,
  reciprocalRank,
  precisionAtRecall,
  precisionAt,
  recallAt,
  inferredAp,
  geometricBpref,
  rPrecisionMultiples,
  utility,
  elevenPoint,
  binaryGain,
  gain,
  ndcg,
  ndcgAtRelevant,
  ndcgAtLevels,
  ndcgCut,
  mapCut,
  relativePrecision,
  success,
  ...SETS,
  nonrelevantJudged,
];

const COUNTED = ['runid', 'num_q', 'num_ret', 'num_rel', 'num_rel_ret'];

/** Sets of measures that have a name in trec_eval. */
export const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  official: [
    ...COUNTED,
    ...['map', 'gm_map', 'Rprec', 'bpref', 'recip_rank', 'iprec_at_recall', 'P'],
  ],
  set: [...COUNTED, 'utility', ...SETS.map(({ id }) => id)],
  all_trec: [...TREC_TEXTS, ...TREC_SCORES.map(({ id }) => id)],
};
