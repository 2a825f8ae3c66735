import { setTimeout as sleep } from 'node:timers/promises';
import { GlottobenchError } from '../../base/errors.js';
import type { CellAnswer, CellQuestion, CellSearch } from '../cell/cell-search.js';
import { describeShards } from './corpus-cursor.js';
import { unpackHits } from './packed-hits.js';
import { ATTEMPTS, type FailedShard, type RunQueue } from './run-queue.js';
import { ShardMerge } from './shard-merge.js';
import { questionKey, shardsOf, type Shard, type ShardQuestion } from './shard-question.js';
import { WorkerWatch } from './worker-watch.js';

/**
 * One window of the ranker: the encoder can put texts of one length together as well as in one
 * process.
 */
export const SHARD_DOCUMENTS = 16_384;
/** While the run scores and writes a cell, workers have the next ones. */
const CELLS_AT_ONCE = 8;
/**
 * Without a message the board is looked at so often: messages may be lost, the board is what
 * counts.
 */
const LOOK_AGAIN_MS = 1000;
/**
 * Jobs are added again so often, in case Redis lost them; those that are there stay as they are.
 */
const ADD_AGAIN_MS = 30_000;
/** A stop does not wait longer for taking jobs back. */
const WITHDRAW_MS = 2000;
const SHOWN_FAILURES = 5;
/**
 * So many failed shards, and more than were answered: it is not the documents, the rest is not
 * tried.
 */
const HOPELESS = 10;

/** What a cell's question consists of beyond the cell. */
interface QueuedModel {
  readonly asker: string;
  /** The question without its cell. */
  readonly about: (question: CellQuestion) => Omit<ShardQuestion, 'asker'>;
  readonly warn: (message: string) => void;
}

/** Rankings by the workers of a queue; this process merges them and ranks nothing. */
export function queuedSearch(queue: RunQueue, model: QueuedModel): CellSearch {
  const watch = new WorkerWatch(queue.board, model.warn);
  return {
    atOnce: CELLS_AT_ONCE,
    search: (question) => new QueuedCell(queue, model, watch, question).answer(),
    close: () => Promise.resolve(),
  };
}

class QueuedCell {
  readonly #queue: RunQueue;
  readonly #watch: WorkerWatch;
  readonly #asked: CellQuestion;
  readonly #question: ShardQuestion;
  readonly #key: string;
  readonly #merge: ShardMerge;
  readonly #pending = new Map<number, Shard>();
  readonly #failed: (FailedShard & Shard)[] = [];
  #answered = 0;

  constructor(queue: RunQueue, model: QueuedModel, watch: WorkerWatch, asked: CellQuestion) {
    this.#queue = queue;
    this.#watch = watch;
    this.#asked = asked;
    this.#question = { ...model.about(asked), asker: model.asker };
    this.#key = questionKey(this.#question);
    this.#merge = new ShardMerge(asked.queries, asked.k);
  }

  /** @throws GB_SHARD_FAILED after all other shards are done: their answers stay for a later run */
  async answer(): Promise<CellAnswer> {
    const { dataset, signal, queries, onTexts } = this.#asked;
    // Workers see parts of the corpus: what is odd in it is seen here, in one pass that costs no
    // vectors.
    const counting = countDocuments(this.#asked);
    counting.catch(() => undefined);
    const documents = dataset.documentCount ?? (await counting);
    for (const shard of shardsOf(documents, this.#question.shardDocuments))
      this.#pending.set(shard.from, shard);
    let working: Promise<void> = Promise.resolve();
    try {
      working = this.#begin();
      await orStopped(working, signal);
      onTexts(queries.length);
      working = this.#work();
      await orStopped(working, signal);
    } catch (error) {
      // Others may need the workers; what is answered stays for the same command again.
      // After a stop, shards that are being ranked may still be answered; after a refusal nobody is
      // to take one.
      if (!signal.aborted) await this.#queue.board.dropQuestion(this.#key);
      // Not before it has ended: it may be adding jobs.
      const withdrawn = working
        .catch(() => undefined)
        .then(() => this.#queue.withdraw(this.#key, [...this.#pending.values()]));
      await Promise.race([withdrawn, sleep(WITHDRAW_MS, undefined, { ref: false })]);
      throw error;
    }
    if (this.#pending.size > 0) await this.#queue.withdraw(this.#key, [...this.#pending.values()]);
    if (this.#failed.length > 0) throw await this.#failure();
    await orStopped(counting, signal);
    await this.#queue.board.remove(this.#key);
    return {
      rankings: this.#merge.rankings(),
      documents: this.#merge.documents,
      languages: new Map(),
    };
  }

  /** What an earlier run left counts; its failures are tried anew. */
  async #begin(): Promise<void> {
    await this.#queue.forgetFailed(this.#key);
    await this.#queue.board.forgetRefusals(this.#key);
    await this.#collect();
    if (this.#pending.size > 0) await this.#ask();
  }

  async #work(): Promise<void> {
    let [added, reconnects] = [Date.now(), this.#queue.reconnects];
    while (this.#pending.size > 0 && !this.#isHopeless()) {
      this.#asked.signal.throwIfAborted();
      await this.#queue.news(this.#key, LOOK_AGAIN_MS, this.#asked.signal);
      this.#asked.signal.throwIfAborted();
      await this.#queue.board.keepAsking(this.#key);
      await this.#collect();
      await this.#noteFailures();
      await this.#watch.look(this.#key, this.#pending.size > 0);
      if (this.#queue.reconnects > reconnects || Date.now() - added > ADD_AGAIN_MS) {
        [added, reconnects] = [Date.now(), this.#queue.reconnects];
        await this.#ask();
      }
    }
  }

  #isHopeless(): boolean {
    return this.#failed.length >= HOPELESS && this.#failed.length > this.#answered;
  }

  #ask(): Promise<void> {
    return this.#queue.ask(this.#key, this.#question, [...this.#pending.values()]);
  }

  /** Merges the answers that came; tells workers which scores no longer count. */
  async #collect(): Promise<void> {
    let merged = 0;
    for (const from of await this.#queue.board.answered(this.#key)) {
      if (!this.#pending.has(from)) continue;
      const packed = await this.#queue.board.takeAnswer(this.#key, from);
      if (packed === null) continue;
      const before = this.#merge.documents;
      try {
        const answer = unpackHits(packed);
        if (answer.hits.length !== this.#asked.queries.length)
          throw new Error('not one ranking per query');
        this.#merge.add(answer);
      } catch {
        // A damaged answer is no answer: the shard is asked for again.
        await this.#queue.board.dropAnswer(this.#key, from);
        await this.#ask();
        continue;
      }
      this.#pending.delete(from);
      merged++;
      this.#answered++;
      this.#asked.onTexts(this.#merge.documents - before);
    }
    if (merged > 0 && this.#pending.size > 0)
      await this.#queue.board.setFloors(this.#key, this.#merge.floors());
  }

  async #noteFailures(): Promise<void> {
    if (this.#pending.size === 0) return;
    for (const { from, reason } of await this.#queue.failed(this.#key)) {
      const shard = this.#pending.get(from);
      if (shard === undefined) continue;
      this.#pending.delete(from);
      this.#failed.push({ ...shard, reason });
    }
  }

  async #failure(): Promise<GlottobenchError> {
    await this.#queue.forgetFailed(this.#key);
    const shown = this.#failed.sort((a, b) => a.from - b.from).slice(0, SHOWN_FAILURES);
    const places = await describeShards(this.#asked.dataset, shown);
    const described = shown.map(({ reason }, i) => `${places[i] ?? ''}: ${reason}`);
    const more = this.#failed.length - shown.length;
    if (more > 0) described.push(`and ${more} more shards`);
    return new GlottobenchError(
      'GB_SHARD_FAILED',
      `failed ${ATTEMPTS} times: ${described.join('; ')}`,
      {
        hint: 'what the other shards gave is kept in the queue for a week: the same command again does only these',
      },
    );
  }
}

/** Commands wait for a connection that is broken; a stop does not. */
async function orStopped(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  work.catch(() => undefined);
  await Promise.race([work, stopped]).finally(() => signal.removeEventListener('abort', stop));
}

async function countDocuments({ dataset, signal }: CellQuestion): Promise<number> {
  let documents = 0;
  for await (const chunk of dataset.corpus(signal)) documents += chunk.length;
  return documents;
}
