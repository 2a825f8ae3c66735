import { pythonRound } from '../base/python.js';
import { numpyMean, pairwiseSum } from './arithmetic/numpy-sum.js';
import { stableAscendingOrder } from './ranks/order.js';

/** `numpy.linspace(0, 1, 11)[:-1]`: 0.30000000000000004 and its kind included. */
const RATES = Float64Array.from({ length: 10 }, (_, i) => i * 0.1);

/** Queries sorted by one confidence, once for all metrics. */
interface ConfidenceOrder {
  /** Query positions, least confident first. `[queries]` */
  readonly order: Uint32Array;
  /**
   * Where each group of equal confidences starts, and the number of queries at the end. `[groups +
   * 1]`
   */
  readonly groups: Uint32Array;
}

/** @param confidence one value per query, `[queries]` */
export function orderByConfidence(confidence: Float64Array): ConfidenceOrder {
  const order = stableAscendingOrder(confidence);
  return {
    order,
    groups: groupStarts(Float64Array.from(order, (query) => confidence[query] as number)),
  };
}

/** Area under the oracle's abstention curve of a metric, and under the flat one. */
interface OracleAreas {
  readonly oracle: number;
  readonly flat: number;
}

/** @param values one value per query, `[queries]` */
export function oracleAreas(values: Float64Array): OracleAreas {
  const sorted = Float64Array.from(values).sort();
  const curve = abstentionCurve(sorted, groupStarts(sorted));
  return {
    oracle: area(curve),
    flat: (curve[0] as number) * ((RATES.at(-1) as number) - (RATES[0] as number)),
  };
}

/**
 * Normalised area under the abstention curve. NaN when no order of the queries can gain anything
 * (one query, or a metric that is the same for all).
 * @param values the metric, one value per query, `[queries]`
 */
export function normalisedArea(
  values: Float64Array,
  { order, groups }: ConfidenceOrder,
  { oracle, flat }: OracleAreas,
): number {
  if (oracle === flat) return NaN;
  const sorted = new Float64Array(values.length);
  for (let i = 0; i < order.length; i++) sorted[i] = values[order[i] as number] as number;
  return (area(abstentionCurve(sorted, groups)) - flat) / (oracle - flat);
}

/**
 * Mean of the metric over the queries that are left at each abstention rate; `sorted` is
 * overwritten by group means.
 */
function abstentionCurve(sorted: Float64Array, groups: Uint32Array): Float64Array {
  for (let g = 0; g + 1 < groups.length; g++) {
    const start = groups[g] as number;
    const end = groups[g + 1] as number;
    // numpy's add.reduceat: the first element plus the pairwise sum of the others.
    if (end - start > 1)
      sorted.fill(
        ((sorted[start] as number) + pairwiseSum(sorted, start + 1, end - start - 1)) /
          (end - start),
        start,
        end,
      );
  }
  return RATES.map((rate) =>
    numpyMean(sorted, Math.min(pythonRound(rate * sorted.length, 0), sorted.length - 1)),
  );
}

function groupStarts(sorted: Float64Array): Uint32Array {
  const starts: number[] = [];
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) starts.push(i);
  starts.push(sorted.length);
  return Uint32Array.from(starts);
}

/** Trapezoid rule, summed as `sklearn.metrics.auc` does. */
function area(curve: Float64Array): number {
  const strips = new Float64Array(RATES.length - 1);
  for (let i = 0; i < strips.length; i++) {
    const width = (RATES[i + 1] as number) - (RATES[i] as number);
    strips[i] = (width * ((curve[i + 1] as number) + (curve[i] as number))) / 2;
  }
  return pairwiseSum(strips);
}
