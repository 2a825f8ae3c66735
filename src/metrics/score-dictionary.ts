import { pythonRound } from '../base/python.js';
import { scoreKey } from '../scores/keys.js';
import { ACCURACY_COPIES } from '../scores/mteb/accuracy.js';
import { nauc } from '../scores/mteb/nauc.js';
import type { RankedScore, ScoreFacts } from '../scores/contract/score.js';
import { MTEB_DICTIONARY, MTEB_RANKED } from '../scores/table.js';
import type { ScoreDictionary } from '../types/scores.js';
import { CONFIDENCES, type Confidence } from './confidence.js';
import { normalisedArea, oracleAreas, orderByConfidence } from './nauc.js';
import { plainMean } from './arithmetic/numpy-sum.js';

/** Per-query columns by key, `[queries]` each. */
type Columns = Readonly<Record<string, Float64Array>>;

/**
 * Means and nAUCs in the key order of mteb's `make_score_dict`: metrics up to recall, accuracy,
 * precision, mrr, all nAUCs, hit rate. `accuracy` stands there when 1 is among the cut-offs (mteb
 * fails without).
 * @param values per-query columns by key, `[queries]` each
 * @param sure per-query confidences, `[queries]` each
 */
export function scoreDictionary(
  values: Columns,
  sure: Readonly<Record<Confidence, Float64Array>>,
  cutoffs: readonly number[],
): ScoreDictionary {
  const scores: Record<string, number> = {};
  for (const score of MTEB_DICTIONARY) {
    if (score.averaged === 'area') Object.assign(scores, abstentionScores(values, sure, cutoffs));
    else if (score.averaged === 'copy') {
      const copied = scores[ACCURACY_COPIES];
      if (copied !== undefined) scores[score.id] = copied;
    } else
      for (const k of cutoffs)
        scores[scoreKey(score, k)] = meanOf(score, column(values, scoreKey(score, k)));
  }
  return scores;
}

/** The mean of a score over the queries, rounded as the score asks. */
export function meanOf(score: ScoreFacts, values: Float64Array): number {
  const mean = plainMean(values);
  return score.decimals === null ? mean : pythonRound(mean, score.decimals);
}

function abstentionScores(
  values: Columns,
  sure: Readonly<Record<Confidence, Float64Array>>,
  cutoffs: readonly number[],
): Record<string, number> {
  const scores: Record<string, number> = {};
  const orders = CONFIDENCES.map((name) => ({ name, order: orderByConfidence(sure[name]) }));
  for (const metric of MTEB_RANKED.filter(withAbstention)) {
    for (const k of cutoffs) {
      const key = scoreKey(metric, k);
      const areas = oracleAreas(column(values, key));
      for (const { name, order } of orders)
        scores[abstentionKey(key, name)] = normalisedArea(column(values, key), order, areas);
    }
  }
  return scores;
}

function withAbstention({ abstention }: RankedScore): boolean {
  return abstention === true;
}

/** `nauc_ndcg_at_10_max` */
export function abstentionKey(key: string, confidence: Confidence): string {
  return `${nauc.id}_${key}_${confidence}`;
}

function column(values: Columns, key: string): Float64Array {
  const found = values[key];
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}
