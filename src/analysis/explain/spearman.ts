/**
 * Spearman's rank correlation: Pearson's of the ranks, tied values sharing the mean of their ranks.
 * NaN where one side does not vary.
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b));
}

/** 1-based ranks, ties averaged. */
export function ranks(values: readonly number[]): number[] {
  const order = ascending(values);
  const found = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (const index of order.slice(start, end)) found[index] = (start + 1 + end) / 2;
    start = end;
  }
  return found;
}

export function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] ?? NaN) - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  });
  return ab / Math.sqrt(aa * bb);
}

/**
 * Spearman's correlation of resamples in which row i occurs `counts(i)` times; the rows are sorted
 * once for all resamples.
 * @returns counts → correlation, NaN where one side does not vary
 */
export function resampledSpearman(
  a: readonly number[],
  b: readonly number[],
): (counts: (row: number) => number) => number {
  const [orderA, orderB] = [ascending(a), ascending(b)];
  return (counts) => {
    const [x, y] = [repeatedRanks(a, orderA, counts), repeatedRanks(b, orderB, counts)];
    let [n, sumX, sumY] = [0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      n += counts(i);
      sumX += counts(i) * (x[i] ?? 0);
      sumY += counts(i) * (y[i] ?? 0);
    }
    let [xy, xx, yy] = [0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      const [dx, dy] = [(x[i] ?? 0) - sumX / n, (y[i] ?? 0) - sumY / n];
      xy += counts(i) * dx * dy;
      xx += counts(i) * dx * dx;
      yy += counts(i) * dy * dy;
    }
    return xy / Math.sqrt(xx * yy);
  };
}

/** Rank of each row where copies of a row tie with each other. */
function repeatedRanks(
  values: readonly number[],
  order: readonly number[],
  counts: (row: number) => number,
): Float64Array {
  const found = new Float64Array(values.length);
  let before = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let tied = 0;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0])
      tied += counts(order[end++] ?? 0);
    for (; start < end; start++) found[order[start] ?? 0] = before + (tied + 1) / 2;
    before += tied;
  }
  return found;
}

function ascending(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((x, y) => (values[x] ?? 0) - (values[y] ?? 0));
}
