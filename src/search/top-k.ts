import { compareCodePoints } from '../base/python.js';

/** Best first: score descending, then document id descending, the order in which mteb's heap keeps hits. */
function better(scoreA: number, idA: string, scoreB: number, idB: string): number {
  return scoreB - scoreA || compareCodePoints(idB, idA);
}

/**
 * The k best documents of one query over a stream of any length, in memory for 2k.
 * Exact, and independent of the order in which documents arrive: so shards may be merged in any order.
 * A document id that arrives twice keeps one entry, the better one.
 */
export class TopK {
  readonly #k: number;
  readonly #capacity: number;
  #scores: Float64Array;
  #ids: string[] = [];
  /** Score of the k-th best so far; anything below it can never enter. */
  #threshold = -Infinity;

  constructor(k: number) {
    this.#k = k;
    this.#capacity = Number.isFinite(k) ? Math.max(2 * k, 64) : Infinity;
    this.#scores = new Float64Array(Math.min(this.#capacity, 256));
  }

  /** Scores below this are refused by `offer`; callers may test first to save the call. */
  get threshold(): number {
    return this.#threshold;
  }

  offer(score: number, id: string): void {
    if (score < this.#threshold) return;
    const size = this.#ids.length;
    if (size === this.#scores.length) this.#grow();
    this.#scores[size] = score;
    this.#ids.push(id);
    if (this.#ids.length >= this.#capacity) this.#compact();
  }

  /** The k best, best first. The collector may be used further. */
  best(): { docs: string[]; scores: Float64Array } {
    this.#compact();
    return { docs: [...this.#ids], scores: this.#scores.slice(0, this.#ids.length) };
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.#capacity, this.#scores.length * 2));
    larger.set(this.#scores);
    this.#scores = larger;
  }

  #compact(): void {
    const scores = this.#scores;
    const ids = this.#ids;
    const order = Array.from(ids.keys());
    order.sort((a, b) => better(scores[a] ?? 0, ids[a] ?? '', scores[b] ?? 0, ids[b] ?? ''));
    const seen = new Set<string>();
    const keptScores: number[] = [];
    const keptIds: string[] = [];
    for (const index of order) {
      if (keptIds.length >= this.#k) break;
      const id = ids[index] ?? '';
      if (seen.has(id)) continue;
      seen.add(id);
      keptIds.push(id);
      keptScores.push(scores[index] ?? 0);
    }
    scores.set(keptScores);
    this.#ids = keptIds;
    if (keptIds.length >= this.#k) this.#threshold = keptScores[keptScores.length - 1] ?? -Infinity;
  }
}
