import { ApiError } from './api-error.js';

/**
 * One piece of work at a time: the runtime uses all cores for one batch, and memory stays bounded.
 */
export class WorkQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(private readonly capacity: number) {}

  /** Pieces that wait or run. */
  get length(): number {
    return this.#waiting;
  }

  /**
   * Runs after all that came before. @throws ApiError 503 when too many wait already; the signal's
   * reason when it fired while waiting
   */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (this.#waiting >= this.capacity) {
      throw new ApiError(503, `${this.#waiting} requests are waiting already; try again`, {
        code: 'overloaded',
        headers: { 'Retry-After': '1' },
      });
    }
    this.#waiting++;
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  /** Ends when all that was accepted is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
