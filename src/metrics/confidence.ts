import { pairwiseSum } from './arithmetic/numpy-sum.js';

/** Confidence functions of mteb's abstention score, in its order. */
export const CONFIDENCES = ['max', 'std', 'diff1'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

let deviations = new Float64Array(1024);

/**
 * How sure a ranking looks, from its scores alone (Gisserot-Boukhlef et al. 2024, arXiv
 * 2402.12997): the largest score, the population standard deviation of all, the lead of the first
 * over the second. All 0 without hits; `diff1` is 0 with one.
 * @param scores `[≥ length]`, only the first `length` count
 */
export function confidences(
  scores: Float64Array,
  length: number,
): Readonly<Record<Confidence, number>> {
  if (length === 0) return { max: 0, std: 0, diff1: 0 };
  let max = -Infinity;
  let second = -Infinity;
  for (let i = 0; i < length; i++) {
    const score = scores[i] as number;
    if (score > max) {
      second = max;
      max = score;
    } else if (score > second) second = score;
  }
  return { max, std: standardDeviation(scores, length), diff1: length > 1 ? max - second : 0 };
}

/** `numpy.std`: mean first, then the mean of the squared deviations. */
function standardDeviation(scores: Float64Array, length: number): number {
  if (deviations.length < length) deviations = new Float64Array(length * 2);
  const mean = pairwiseSum(scores, 0, length) / length;
  for (let i = 0; i < length; i++) {
    const deviation = (scores[i] as number) - mean;
    deviations[i] = deviation * deviation;
  }
  return Math.sqrt(pairwiseSum(deviations, 0, length) / length);
}
