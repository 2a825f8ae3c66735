import { GlottobenchError } from '../../base/errors.js';
import type { ShardBoard } from './shard-board.js';

const LOOK_EVERY_MS = 2000;
/** A worker that just starts needs some seconds. */
const PATIENCE_MS = 4000;

/**
 * Sees to it that a run does not wait in silence: for workers that are not there, or that refuse.
 */
export class WorkerWatch {
  readonly #board: ShardBoard;
  readonly #warn: (message: string) => void;
  readonly #said = new Set<string>();
  readonly #began = Date.now();
  #looked = 0;
  #workers: readonly string[] = [];

  constructor(board: ShardBoard, warn: (message: string) => void) {
    this.#board = board;
    this.#warn = warn;
  }

  /** @throws GB_SHARD_FAILED when all workers that are there refuse the question */
  async look(key: string, waiting: boolean): Promise<void> {
    if (!waiting || Date.now() - this.#began < PATIENCE_MS) return;
    if (Date.now() - this.#looked > LOOK_EVERY_MS) {
      this.#workers = await this.#board.workers();
      this.#looked = Date.now();
    }
    if (this.#workers.length === 0) {
      this.#once(
        'no worker is connected to the queue: start one with glottobench worker --queue ADDRESS',
      );
      return;
    }
    const refusals = await this.#board.refusals(key);
    for (const [worker, why] of Object.entries(refusals))
      this.#once(`worker ${worker} refuses: ${why}`);
    const first = this.#workers[0] ?? '';
    if (this.#workers.every((worker) => worker in refusals)) {
      throw new GlottobenchError(
        'GB_SHARD_FAILED',
        `${this.#workers.length === 1 ? 'the only worker' : `all ${this.#workers.length} workers`} of the queue refused: ${refusals[first] ?? ''}`,
        {
          hint: 'put it right there, start that worker again, and run the same command again',
        },
      );
    }
  }

  #once(message: string): void {
    if (!this.#said.has(message)) this.#warn(message);
    this.#said.add(message);
  }
}
