/**
 * How many of the ascending `ranks` are at most `k`, continuing from `from` that are known to be.
 */
export function foundWithin(ranks: readonly number[], k: number, from = 0): number {
  let found = from;
  while (found < ranks.length && (ranks[found] as number) <= k) found++;
  return found;
}
