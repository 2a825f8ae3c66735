import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { connect, disconnect, refused } from './connect.js';
import { parseQueueAddress } from '../request/queue-address.js';
import {
  ANSWERED_CHANNEL,
  KEPT_SECONDS,
  QUEUE_NAME,
  QUEUE_PREFIX,
  ShardBoard,
} from './shard-board.js';
import { jobName, type Shard, type ShardJob, type ShardQuestion } from './shard-question.js';

/** A shard is tried so often; the pause between lets another worker take it. */
export const ATTEMPTS = 3;
const RETRY_PAUSE_MS = 500;
const EVENTS_KEPT = 100;
/** BullMQ's words for a job whose lock ran out too often. */
const STALLED = /^job stalled more than allowable limit/;

/** A shard that failed for good. */
export interface FailedShard {
  readonly from: number;
  readonly reason: string;
}

/** The queue as the run that asks sees it: jobs go in, answers lie on the board. */
export class RunQueue {
  readonly board: ShardBoard;
  readonly #redis: Redis;
  readonly #listener: Redis;
  readonly #queue: Queue<ShardJob>;
  /** Called when there may be news: an answer came, or the connection is back. */
  readonly #waiting = new Set<(key: string | undefined) => void>();
  #reconnects = 0;

  private constructor(redis: Redis, listener: Redis, queue: Queue<ShardJob>) {
    this.#redis = redis;
    this.#listener = listener;
    this.#queue = queue;
    this.board = new ShardBoard(redis);
  }

  /**
   * @param warn is told when the connection breaks and when it is back
   * @throws GB_USAGE, GB_NETWORK, GB_ACCESS_DENIED
   */
  static async open(given: string, warn: (message: string) => void): Promise<RunQueue> {
    const address = parseQueueAddress(given);
    const watch = { onBack: (): void => undefined };
    const redis = await connect(address, {
      onLost: () => warn(`the connection to ${address.shown} broke; waiting for it`),
      onBack: () => {
        warn(`the connection to ${address.shown} is back`);
        watch.onBack();
      },
    });
    const { Queue: BullQueue } = await import('bullmq');
    const queue = new BullQueue<ShardJob>(QUEUE_NAME, {
      connection: redis,
      prefix: QUEUE_PREFIX,
      streams: { events: { maxLen: EVENTS_KEPT } },
    });
    queue.on('error', () => undefined);
    const listener = redis.duplicate();
    listener.on('error', () => undefined);
    const opened = new RunQueue(redis, listener, queue);
    watch.onBack = () => {
      opened.#reconnects++;
      opened.#wake(undefined);
    };
    listener.on('message', (_channel, key) => opened.#wake(key));
    try {
      await listener.connect();
      await listener.subscribe(ANSWERED_CHANNEL);
    } catch (error) {
      // A user may be kept from channels: what is open would keep the process alive.
      await opened.close();
      throw refused(address, error as Error);
    }
    return opened;
  }

  /** How often the connection came back: what was in Redis may be lost after that. */
  get reconnects(): number {
    return this.#reconnects;
  }

  /**
   * Puts the question on the board and its shards into the queue; those that are there stay as they
   * are.
   */
  async ask(key: string, question: ShardQuestion, shards: readonly Shard[]): Promise<void> {
    await this.board.post(key, question);
    await this.#queue.addBulk(
      shards.map((shard) => {
        const data: ShardJob = { question: key, from: shard.from, to: shard.to };
        return {
          name: 'shard',
          data,
          opts: {
            jobId: jobName(data),
            attempts: ATTEMPTS,
            backoff: { type: 'fixed', delay: RETRY_PAUSE_MS },
            removeOnComplete: true,
            removeOnFail: { age: KEPT_SECONDS },
            keepLogs: 0,
            stackTraceLimit: 1,
          },
        };
      }),
    );
  }

  /** Waits for news of a question, at most so long. */
  async news(key: string, milliseconds: number, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const wake = (changed: string | undefined): void => {
      if (changed === undefined || changed === key) done.abort();
    };
    this.#waiting.add(wake);
    try {
      await sleep(milliseconds, undefined, {
        signal: AbortSignal.any([done.signal, signal]),
      }).catch(() => undefined);
    } finally {
      this.#waiting.delete(wake);
    }
  }

  async failed(key: string): Promise<FailedShard[]> {
    return (await this.#failedJobs(key)).map(({ data, failedReason }) => ({
      from: data.from,
      reason: STALLED.test(failedReason)
        ? 'each worker that took it ended or fell silent'
        : failedReason,
    }));
  }

  /** Takes failed shards out, so that they are tried anew when they are asked for again. */
  async forgetFailed(key: string): Promise<void> {
    for (const job of await this.#failedJobs(key)) await job.remove().catch(() => undefined);
  }

  /** Takes back what no worker has begun. */
  async withdraw(key: string, shards: readonly Shard[]): Promise<void> {
    await Promise.all(
      shards.map(({ from, to }) =>
        this.#queue.remove(jobName({ question: key, from, to })).catch(() => undefined),
      ),
    );
  }

  async close(): Promise<void> {
    await this.#queue.close();
    this.#listener.disconnect();
    disconnect(this.#redis);
  }

  #wake(key: string | undefined): void {
    for (const waiting of this.#waiting) waiting(key);
  }

  async #failedJobs(key: string): Promise<Job<ShardJob>[]> {
    if ((await this.#queue.getFailedCount()) === 0) return [];
    return (await this.#queue.getFailed()).filter((job) => job.data.question === key);
  }
}
