import { sortBest, selectBest } from './select-best.js';

/** Fewer hits than this are not worth a selection of their own. */
const SMALLEST_CAPACITY = 64;
const FIRST_SIZE = 256;

/**
 * The k best documents of one query over a stream of any length, in memory for 2k: score
 * descending, then document id descending, the order in which mteb's heap keeps hits.
 * Exact, and independent of the order in which documents arrive: so shards may be merged in any
 * order. A document id that arrives twice takes two places, as in mteb's heap, and one entry of the
 * result, the better one.
 */
export class TopK {
  readonly #k: number;
  readonly #capacity: number;
  #size = 0;
  #scores: Float64Array;
  readonly #ids: string[] = [];
  /** Score of the k-th best so far; anything below it can never enter. */
  #threshold = -Infinity;

  constructor(k: number) {
    this.#k = k;
    this.#capacity = Number.isFinite(k) ? Math.max(2 * k, SMALLEST_CAPACITY) : Infinity;
    this.#scores = new Float64Array(Math.min(this.#capacity, FIRST_SIZE));
  }

  /** Scores below this are refused by `offer`; callers may test first to save work. */
  get threshold(): number {
    return this.#threshold;
  }

  offer(score: number, id: string): void {
    if (score < this.#threshold) return;
    if (this.#size === this.#scores.length) this.#grow();
    this.#scores[this.#size] = score;
    this.#ids[this.#size] = id;
    this.#size++;
    if (this.#size >= this.#capacity) this.#compact();
  }

  /**
   * Offers the scores from `start` on, one per document of `ids`. Nearly all of them fall below the
   * threshold, four at a time.
   */
  offerRow(scores: Float32Array, start: number, ids: readonly string[]): void {
    const whole = ids.length - (ids.length % 4);
    let threshold = this.#threshold;
    for (let i = 0; i < whole; i += 4) {
      const at = start + i;
      const a = scores[at] as number;
      const b = scores[at + 1] as number;
      const c = scores[at + 2] as number;
      const d = scores[at + 3] as number;
      if (a < threshold && b < threshold && c < threshold && d < threshold) continue;
      this.offer(a, ids[i] as string);
      this.offer(b, ids[i + 1] as string);
      this.offer(c, ids[i + 2] as string);
      this.offer(d, ids[i + 3] as string);
      threshold = this.#threshold;
    }
    for (let i = whole; i < ids.length; i++)
      this.offer(scores[start + i] as number, ids[i] as string);
  }

  /** The k best, best first. The collector may be used further. */
  best(): { docs: string[]; scores: Float64Array } {
    const { docs, scores } = this.withRepeated();
    return new Set(docs).size === docs.length ? { docs, scores } : withoutRepeated(docs, scores);
  }

  /**
   * As `best`, ids that came twice standing twice: what the k best of a whole are made from where
   * this saw a part.
   */
  withRepeated(): { docs: string[]; scores: Float64Array } {
    this.#compact();
    sortBest({ scores: this.#scores, ids: this.#ids }, 0, this.#size - 1);
    return { docs: this.#ids.slice(0, this.#size), scores: this.#scores.slice(0, this.#size) };
  }

  /**
   * Score of the k-th best of all that was offered: nothing below it can enter any more. −∞ while
   * there are fewer than k.
   */
  floor(): number {
    this.#compact();
    return this.#threshold;
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.#capacity, this.#scores.length * 2));
    larger.set(this.#scores);
    this.#scores = larger;
  }

  #compact(): void {
    selectBest({ scores: this.#scores, ids: this.#ids }, this.#size, this.#k);
    this.#size = Math.min(this.#size, this.#k);
    if (this.#size < this.#k) return;
    let lowest = Infinity;
    for (let i = 0; i < this.#size; i++) lowest = Math.min(lowest, this.#scores[i] as number);
    this.#threshold = lowest;
  }
}

/** Keeps the first, so the better, of the hits that name one document. */
function withoutRepeated(
  docs: readonly string[],
  scores: Float64Array,
): { docs: string[]; scores: Float64Array } {
  const best = new Map<string, number>();
  docs.forEach((id, i) => {
    if (!best.has(id)) best.set(id, scores[i] as number);
  });
  return { docs: [...best.keys()], scores: Float64Array.from(best.values()) };
}
