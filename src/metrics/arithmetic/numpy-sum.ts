const BLOCK = 128;

/**
 * numpy's pairwise sum of `values[start .. start + count)`, bit for bit (`pairwise_sum` of numpy's
 * loops_utils.h): whether an nAUC is NaN hangs on two float sums being equal.
 */
export function pairwiseSum(
  values: Float64Array,
  start = 0,
  count = values.length - start,
): number {
  if (count < 8) {
    let sum = 0;
    for (let i = start; i < start + count; i++) sum += values[i] as number;
    return sum;
  }
  if (count > BLOCK) {
    const half = (count >>> 1) - ((count >>> 1) % 8);
    return pairwiseSum(values, start, half) + pairwiseSum(values, start + half, count - half);
  }
  let r0 = values[start] as number;
  let r1 = values[start + 1] as number;
  let r2 = values[start + 2] as number;
  let r3 = values[start + 3] as number;
  let r4 = values[start + 4] as number;
  let r5 = values[start + 5] as number;
  let r6 = values[start + 6] as number;
  let r7 = values[start + 7] as number;
  const end = start + count;
  let i = start + 8;
  for (; i + 8 <= end; i += 8) {
    r0 += values[i] as number;
    r1 += values[i + 1] as number;
    r2 += values[i + 2] as number;
    r3 += values[i + 3] as number;
    r4 += values[i + 4] as number;
    r5 += values[i + 5] as number;
    r6 += values[i + 6] as number;
    r7 += values[i + 7] as number;
  }
  let sum = r0 + r1 + (r2 + r3) + (r4 + r5 + (r6 + r7));
  for (; i < end; i++) sum += values[i] as number;
  return sum;
}

/** `numpy.mean` of `values[start ..)`. */
export function numpyMean(values: Float64Array, start = 0): number {
  return pairwiseSum(values, start) / (values.length - start);
}

/** Python's `sum(values) / len(values)` before 3.12: left to right, no compensation. */
export function plainMean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}
