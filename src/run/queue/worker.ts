import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import { isGlottobenchError } from '../../base/errors.js';
import { enforceStoreLimit } from '../../store/store-limit.js';
import { connect, disconnect, refused } from './connect.js';
import { packHits } from './packed-hits.js';
import { parseQueueAddress } from '../request/queue-address.js';
import { ATTEMPTS } from './run-queue.js';
import { ownVersions } from './search-by-workers.js';
import { QUEUE_NAME, QUEUE_PREFIX, ShardBoard, SIGN_OF_LIFE_MS } from './shard-board.js';
import { aboveFloors } from './shard-merge.js';
import type { ShardJob, ShardQuestion } from './shard-question.js';
import { WorkerQuestions } from './worker-questions.js';
import type { WorkerEvent, WorkerRequest } from './worker-request.js';

/**
 * A worker that cannot do a shard gives others the time to take it: a fast one would turn the queue
 * round and round, and shards come in order.
 */
const REFUSAL_PAUSE_MS = 1000;
/** A refusal is looked at again after so long: data may have come meanwhile. */
const REFUSED_FOR_MS = 30_000;
const IDLE_LOOK_MS = 200;

/**
 * Serves the queue until the signal comes or there was no work for `idleSeconds`. The shard at hand
 * is given back then; what was encoded of it is in the embedding store.
 * @throws GB_USAGE, GB_NETWORK, GB_ACCESS_DENIED before anything is taken
 */
export async function runWorker(
  request: WorkerRequest,
  emit: (event: WorkerEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const address = parseQueueAddress(request.queue);
  const redis = await connect(address, {
    onLost: () =>
      emit({
        type: 'warning',
        message: `the connection to ${address.shown} broke; waiting for it`,
      }),
    onBack: () => emit({ type: 'warning', message: `the connection to ${address.shown} is back` }),
  });
  const name = `${hostname()}-${process.pid}-${randomBytes(2).toString('hex')}`;
  const board = new ShardBoard(redis);
  try {
    await board.introduce(name, ownVersions());
  } catch (error) {
    // A user may be kept from keys or channels.
    disconnect(redis);
    throw refused(address, error as Error);
  }
  const { Worker: BullWorker, WaitingError, DelayedError } = await import('bullmq');
  const bench = new ShardBench(
    { waiting: () => new WaitingError(), delayed: () => new DelayedError() },
    name,
    board,
    new WorkerQuestions(request, emit),
    emit,
    signal,
  );
  const worker = new BullWorker<ShardJob>(QUEUE_NAME, (job, token) => bench.process(job, token), {
    connection: redis,
    prefix: QUEUE_PREFIX,
    name,
    concurrency: 1,
    autorun: false,
    lockDuration: request.lockSeconds * 1000,
    stalledInterval: (request.lockSeconds * 1000) / 2,
    // A shard that ends its worker three times has failed, like one that throws three times.
    maxStalledCount: ATTEMPTS - 1,
  });
  worker.on('error', () => undefined);
  worker.on('failed', (job, error) => {
    if (job !== undefined)
      emit({
        type: 'failed',
        shard: bench.nameOf(job),
        attempt: job.attemptsMade,
        error: error.message,
      });
  });
  const alive = setInterval(
    () => void board.signOfLife(name, ownVersions()).catch(() => undefined),
    SIGN_OF_LIFE_MS,
  );
  try {
    emit({ type: 'serving', worker: name, queue: address.shown });
    worker.run().catch(() => undefined);
    await untilIdle(bench, request.idleSeconds, signal);
    await closeWorker(worker);
    await Promise.race([board.leave(name), sleep(REFUSAL_PAUSE_MS, undefined, { ref: false })]);
    await bench.close();
    await enforceStoreLimit();
    emit({ type: 'stopped', shards: bench.done });
  } finally {
    clearInterval(alive);
    disconnect(redis);
  }
}

async function untilIdle(
  bench: ShardBench,
  idleSeconds: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  while (
    !signal.aborted &&
    (idleSeconds === undefined || bench.working || Date.now() - bench.lastWork < idleSeconds * 1000)
  )
    await sleep(IDLE_LOOK_MS, undefined, { signal }).catch(() => undefined);
}

/** Together less than what a stopped command has before it is ended. */
const [CLOSE_MS, FORCED_CLOSE_MS] = [6000, 1000];

/** Waits for the shard at hand to be given back; not for a Redis that is gone. */
async function closeWorker(worker: Worker<ShardJob>): Promise<void> {
  const closed = worker.close().catch(() => undefined);
  await Promise.race([
    closed,
    sleep(CLOSE_MS, undefined, { ref: false }).then(() =>
      Promise.race([worker.close(true), sleep(FORCED_CLOSE_MS, undefined, { ref: false })]),
    ),
  ]).catch(() => undefined);
}

/** One shard after the other. */
class ShardBench {
  done = 0;
  lastWork = Date.now();
  working = false;
  readonly #refused = new Map<string, { why: string; until: number }>();
  readonly #titles = new Map<string, string>();

  constructor(
    /** What BullMQ wants thrown for a job that was put back. */
    private readonly putBack: Readonly<Record<'waiting' | 'delayed', () => Error>>,
    private readonly worker: string,
    private readonly board: ShardBoard,
    private readonly questions: WorkerQuestions,
    private readonly emit: (event: WorkerEvent) => void,
    private readonly signal: AbortSignal,
  ) {}

  nameOf({ data }: Job<ShardJob>): string {
    return `${this.#titles.get(data.question) ?? data.question}, documents ${data.from + 1} to ${data.to ?? 'the end'}`;
  }

  /** @throws what the shard fails with: BullMQ gives it to the next attempt */
  async process(job: Job<ShardJob>, token: string | undefined): Promise<void> {
    this.working = true;
    try {
      await this.#answer(job, token);
    } finally {
      this.working = false;
      this.lastWork = Date.now();
    }
  }

  async #answer(job: Job<ShardJob>, token: string | undefined): Promise<void> {
    const { question: key, from } = job.data;
    const question = await this.board.question(key);
    // Nobody asks any more, or a worker that was taken for dead has answered.
    if (question === undefined || (await this.board.isAnswered(key, from))) return;
    this.#titles.set(
      key,
      `${question.cell.task} ${question.cell.split} ${question.cell.subset}, ${question.model.id.name}`,
    );
    if (!(await this.#prepare(job, token, question))) return;
    this.emit({ type: 'started', shard: this.nameOf(job) });
    const began = performance.now();
    try {
      const { rankings, documents } = await this.questions.rank(
        key,
        question,
        job.data,
        this.signal,
      );
      const packed = packHits({
        documents,
        hits: aboveFloors(rankings, await this.board.floors(key)),
      });
      await this.board.answer(key, from, packed);
      this.done++;
      this.emit({
        type: 'done',
        shard: this.nameOf(job),
        seconds: (performance.now() - began) / 1000,
        bytes: packed.length,
      });
    } catch (error) {
      if (this.signal.aborted) await this.#giveBack(job, token);
      throw new Error(describe(error), { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.questions.close();
  }

  /**
   * @returns false where this worker cannot do the shard and nobody waits for it: the run asks
   * again when it continues
   */
  async #prepare(
    job: Job<ShardJob>,
    token: string | undefined,
    question: ShardQuestion,
  ): Promise<boolean> {
    const key = job.data.question;
    let refusal = this.#refused.get(key);
    if (refusal === undefined || refusal.until < Date.now()) {
      try {
        await this.questions.prepare(key, question, this.signal);
        if (this.#refused.delete(key)) await this.board.accept(key, this.worker);
        return true;
      } catch (error) {
        if (this.signal.aborted) await this.#giveBack(job, token);
        refusal = { why: describe(error), until: Date.now() + REFUSED_FOR_MS };
        this.#refused.set(key, refusal);
        this.emit({ type: 'refused', shard: this.nameOf(job), why: refusal.why });
      }
    }
    if (!(await this.board.isAsked(key))) return false;
    await this.board.refuse(key, this.worker, refusal.why);
    await sleep(REFUSAL_PAUSE_MS, undefined, { signal: this.signal }).catch(() => undefined);
    if (this.signal.aborted) await this.#giveBack(job, token);
    // Behind what else there is to do: at the head it would come back at once, and nothing behind
    // it would be done here.
    await job.moveToDelayed(Date.now() + 1, token);
    throw this.putBack.delayed();
  }

  /** Puts the shard back without counting an attempt. */
  async #giveBack(job: Job<ShardJob>, token: string | undefined): Promise<never> {
    await job.moveToWait(token);
    if (this.signal.aborted) this.emit({ type: 'returned', shard: this.nameOf(job) });
    throw this.putBack.waiting();
  }
}

function describe(error: unknown): string {
  if (!isGlottobenchError(error)) return error instanceof Error ? error.message : String(error);
  return `${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
}
