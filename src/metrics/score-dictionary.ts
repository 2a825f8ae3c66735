import { pythonRound } from '../base/python.js';
import type { ScoreDictionary } from '../types/scores.js';
import { ACCURACY_COPIES, accuracy } from './accuracy.js';
import { CONFIDENCES, type Confidence } from './confidence.js';
import { hitRate } from './hit-rate.js';
import { nauc, normalisedArea, oracleAreas, orderByConfidence } from './nauc.js';
import { plainMean } from './numpy-sum.js';
import { recall } from './recall.js';
import { CUTOFF_METRICS, NAUC_METRICS, scoreKey } from './table.js';

/**
 * Means and nAUCs in the key order of mteb's `make_score_dict`: metrics up to recall, accuracy, precision, mrr,
 * all nAUCs, hit rate. `accuracy` stands there when 1 is among the cut-offs (mteb fails without).
 * @param values per-query columns by key, `[queries]` each
 * @param sure per-query confidences, `[queries]` each
 */
export function scoreDictionary(
  values: Readonly<Record<string, Float64Array>>,
  sure: Readonly<Record<Confidence, Float64Array>>,
  cutoffs: readonly number[],
): ScoreDictionary {
  const scores: Record<string, number> = {};
  for (const metric of CUTOFF_METRICS) {
    if (metric === hitRate) Object.assign(scores, abstentionScores(values, sure, cutoffs));
    for (const k of cutoffs) {
      const mean = plainMean(column(values, scoreKey(metric, k)));
      scores[scoreKey(metric, k)] =
        metric.decimals === null ? mean : pythonRound(mean, metric.decimals);
    }
    const copied = scores[ACCURACY_COPIES];
    if (metric === recall && copied !== undefined) scores[accuracy.id] = copied;
  }
  return scores;
}

function abstentionScores(
  values: Readonly<Record<string, Float64Array>>,
  sure: Readonly<Record<Confidence, Float64Array>>,
  cutoffs: readonly number[],
): Record<string, number> {
  const scores: Record<string, number> = {};
  const orders = CONFIDENCES.map((name) => ({ name, order: orderByConfidence(sure[name]) }));
  for (const metric of NAUC_METRICS) {
    for (const k of cutoffs) {
      const key = scoreKey(metric, k);
      const areas = oracleAreas(column(values, key));
      for (const { name, order } of orders)
        scores[`${nauc.id}_${key}_${name}`] = normalisedArea(column(values, key), order, areas);
    }
  }
  return scores;
}

function column(values: Readonly<Record<string, Float64Array>>, key: string): Float64Array {
  const found = values[key];
  if (found === undefined) throw new Error(`no column ${key}`);
  return found;
}
