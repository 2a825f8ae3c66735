import { compareCodePoints } from '../../base/python.js';
import type { Ranking } from '../../types/ranking.js';

/**
 * Positions by score descending; equal scores keep their order (Python's stable sort). @returns
 * `[scores]`
 */
export function stableDescendingOrder(scores: Float64Array): Uint32Array {
  const order = identity(scores.length);
  return order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/**
 * Positions by value ascending; equal values keep their order (`numpy.argsort(stable=True)`; NaN
 * last). @returns `[values]`
 */
export function stableAscendingOrder(values: Float64Array): Uint32Array {
  const order = identity(values.length);
  return order.sort((a, b) => {
    const x = values[a] as number;
    const y = values[b] as number;
    if (x < y) return -1;
    if (x > y) return 1;
    return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
  });
}

/**
 * The documents of a ranking as trec_eval orders them: score as float32 descending, ties by id
 * descending (code points). Cut at `k`.
 */
export function topDocuments(ranking: Ranking, k = Infinity): string[] {
  const { docs } = ranking;
  return Array.from(
    trecOrder(docs, Float32Array.from(ranking.scores)).subarray(0, k),
    (position) => docs[position] as string,
  );
}

/**
 * Positions as trec_eval orders them: score descending, ties by id descending (code points).
 * @returns `[docs]`
 */
export function trecOrder(docs: readonly string[], scores: Float32Array): Uint32Array {
  const before = (a: number, b: number): number =>
    (scores[b] as number) - (scores[a] as number) ||
    compareCodePoints(docs[b] as string, docs[a] as string);
  const order = identity(docs.length);
  // Rankers deliver in this order already; then nothing is sorted.
  if (order.some((position, i) => i > 0 && before(position - 1, position) > 0)) order.sort(before);
  return order;
}

function identity(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}
