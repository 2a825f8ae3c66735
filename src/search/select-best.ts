import { compareCodePoints } from '../base/python.js';

/** Negative when hit a stands before hit b: score descending, then id descending. Ids are compared only at equal scores. */
function order(scoreA: number, idA: string, scoreB: number, idB: string): number {
  if (scoreA !== scoreB) return scoreA > scoreB ? -1 : 1;
  return compareCodePoints(idB, idA);
}

/**
 * Moves the k best of the first `size` hits to the front, in no order: Hoare's selection, in place, linear on average.
 * `scores` and `ids` are moved together.
 */
export function selectBest(scores: Float64Array, ids: string[], size: number, k: number): void {
  let low = 0;
  let high = size - 1;
  while (low < high && k < size) {
    const pivotAt = middleOfThree(scores, ids, low, high);
    const pivotScore = scores[pivotAt] as number;
    const pivotId = ids[pivotAt] as string;
    let left = low;
    let right = high;
    while (left <= right) {
      while (order(scores[left] as number, ids[left] as string, pivotScore, pivotId) < 0) left++;
      while (order(scores[right] as number, ids[right] as string, pivotScore, pivotId) > 0) right--;
      if (left <= right) swap(scores, ids, left++, right--);
    }
    if (k - 1 <= right) high = right;
    else if (k - 1 >= left) low = left;
    else return;
  }
}

/** The first `size` hits, best first, as copies. */
export function sortBest(scores: Float64Array, ids: readonly string[], size: number): { docs: string[]; scores: Float64Array } {
  const places = Uint32Array.from({ length: size }, (_, i) => i);
  places.sort((a, b) => order(scores[a] as number, ids[a] as string, scores[b] as number, ids[b] as string));
  return { docs: Array.from(places, (i) => ids[i] as string), scores: Float64Array.from(places, (i) => scores[i] as number) };
}

function middleOfThree(scores: Float64Array, ids: readonly string[], low: number, high: number): number {
  const middle = (low + high) >>> 1;
  const before = (a: number, b: number): boolean => order(scores[a] as number, ids[a] as string, scores[b] as number, ids[b] as string) < 0;
  if (before(low, middle)) return before(middle, high) ? middle : before(low, high) ? high : low;
  return before(low, high) ? low : before(middle, high) ? high : middle;
}

function swap(scores: Float64Array, ids: string[], a: number, b: number): void {
  const score = scores[a] as number;
  const id = ids[a] as string;
  scores[a] = scores[b] as number;
  ids[a] = ids[b] as string;
  scores[b] = score;
  ids[b] = id;
}
