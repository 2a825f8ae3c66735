import { compareCodePoints } from '../base/python.js';

/** Ranges this short are sorted by insertion. */
const SHORT = 12;

/** Hits as two columns that are moved together. */
interface Hits {
  readonly scores: Float64Array;
  readonly ids: string[];
}

/**
 * Negative when hit a stands before hit b: score descending, then id descending. Ids are compared
 * only at equal scores.
 */
function order(scoreA: number, idA: string, scoreB: number, idB: string): number {
  if (scoreA !== scoreB) return scoreA > scoreB ? -1 : 1;
  return compareCodePoints(idB, idA);
}

/**
 * Moves the k best of the first `size` hits to the front, in no order: Hoare's selection, in place,
 * linear on average.
 */
export function selectBest(hits: Hits, size: number, k: number): void {
  let low = 0;
  let high = size - 1;
  while (low < high && k < size) {
    const cut = partition(hits, low, high);
    if (k - 1 <= cut) high = cut;
    else low = cut + 1;
  }
}

/** Sorts hits `low` to `high`, both included, best first, in place. */
export function sortBest(hits: Hits, low: number, high: number): void {
  while (high - low >= SHORT) {
    const cut = partition(hits, low, high);
    if (cut - low < high - cut) {
      sortBest(hits, low, cut);
      low = cut + 1;
    } else {
      sortBest(hits, cut + 1, high);
      high = cut;
    }
  }
  insertionSort(hits, low, high);
}

/**
 * Hoare's partition: afterwards no hit up to the place that is returned stands behind one after it.
 * `low` ≤ place < `high`.
 */
function partition({ scores, ids }: Hits, low: number, high: number): number {
  const middle = (low + high) >>> 1;
  sortThree({ scores, ids }, low, middle, high);
  const pivotScore = scores[middle] as number;
  const pivotId = ids[middle] as string;
  let left = low - 1;
  let right = high + 1;
  for (;;) {
    do left++;
    while (order(scores[left] as number, ids[left] as string, pivotScore, pivotId) < 0);
    do right--;
    while (order(scores[right] as number, ids[right] as string, pivotScore, pivotId) > 0);
    if (left >= right) return Math.min(right, high - 1);
    swap({ scores, ids }, left, right);
  }
}

/** The middle one of three as pivot keeps sorted input from being the worst case. */
function sortThree(hits: Hits, low: number, middle: number, high: number): void {
  if (before(hits, middle, low)) swap(hits, middle, low);
  if (before(hits, high, middle)) swap(hits, high, middle);
  if (before(hits, middle, low)) swap(hits, middle, low);
}

function insertionSort(hits: Hits, low: number, high: number): void {
  for (let end = low + 1; end <= high; end++) {
    for (let at = end; at > low && before(hits, at, at - 1); at--) swap(hits, at, at - 1);
  }
}

function before({ scores, ids }: Hits, a: number, b: number): boolean {
  return order(scores[a] as number, ids[a] as string, scores[b] as number, ids[b] as string) < 0;
}

function swap({ scores, ids }: Hits, a: number, b: number): void {
  const score = scores[a] as number;
  const id = ids[a] as string;
  scores[a] = scores[b] as number;
  ids[a] = ids[b] as string;
  scores[b] = score;
  ids[b] = id;
}
