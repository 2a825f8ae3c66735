/**
 * Which of several sets share most: the sets are taken in the order of their sizes, and those are
 * kept whose number times the number of shared keys is largest. Two sets are both kept: with them
 * there is nothing to choose.
 * @returns places of the kept sets, ascending
 */
export function largestRectangle(sets: readonly ReadonlySet<string>[]): number[] {
  const order = sets
    .map((_, i) => i)
    .sort((a, b) => (sets[b]?.size ?? 0) - (sets[a]?.size ?? 0) || a - b);
  if (sets.length <= 2) return order.sort((a, b) => a - b);
  let shared: ReadonlySet<string> | undefined;
  let best: { readonly kept: readonly number[]; readonly area: number } = { kept: order, area: -1 };
  const chosen: number[] = [];
  for (const i of order) {
    const own = sets[i];
    if (own === undefined) continue;
    shared =
      shared === undefined ? new Set(own) : new Set([...shared].filter((key) => own.has(key)));
    chosen.push(i);
    const area = shared.size * chosen.length;
    if (chosen.length >= 2 && area > best.area) best = { kept: [...chosen], area };
  }
  return [...best.kept].sort((a, b) => a - b);
}
