import type { Redis } from 'ioredis';
import type { ShardQuestion, Versions } from './shard-question.js';

/** Braces: all keys in one slot, as BullMQ wants it where Redis is a cluster. */
export const QUEUE_PREFIX = '{glottobench}';
export const QUEUE_NAME = 'shards';
/** Message: the question that got an answer. */
export const ANSWERED_CHANNEL = `${QUEUE_PREFIX}:answered`;

/** Whatever a run leaves behind is gone after a week. */
export const KEPT_SECONDS = 7 * 24 * 3600;
/** A worker says so often that it is there, and is forgotten after three times that. */
export const SIGN_OF_LIFE_MS = 5000;
const WORKERS = `${QUEUE_PREFIX}:workers`;
/** A run that has not looked at its question for so long is gone. It looks every second. */
const ASKED_MS = 60_000;

const questionKey = (key: string): string => `${QUEUE_PREFIX}:question:${key}`;
const answersKey = (key: string): string => `${QUEUE_PREFIX}:answers:${key}`;
const floorsKey = (key: string): string => `${QUEUE_PREFIX}:floors:${key}`;
const refusalsKey = (key: string): string => `${QUEUE_PREFIX}:refusals:${key}`;
const askedKey = (key: string): string => `${QUEUE_PREFIX}:asked:${key}`;
const workerKey = (name: string): string => `${QUEUE_PREFIX}:worker:${name}`;

/**
 * A late answer to a question that is settled must not stay for ever: it is taken only while the
 * question is there.
 */
const TAKE_ANSWER = `
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1`;

/**
 * What lies in Redis beside BullMQ's own keys: questions, the answers by shard, the scores that no
 * longer count, who refused, and who is there. Answers are keyed by question and shard: the same
 * answer twice is one answer.
 */
export class ShardBoard {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async post(key: string, question: ShardQuestion): Promise<void> {
    await this.#redis.set(questionKey(key), JSON.stringify(question), 'EX', KEPT_SECONDS);
    await this.#redis.expire(answersKey(key), KEPT_SECONDS);
    await this.keepAsking(key);
  }

  /** The run that asks is there. */
  async keepAsking(key: string): Promise<void> {
    await this.#redis.set(askedKey(key), '', 'PX', ASKED_MS);
  }

  /** Whether the run that asked is there. */
  async isAsked(key: string): Promise<boolean> {
    return (await this.#redis.exists(askedKey(key))) === 1;
  }

  async question(key: string): Promise<ShardQuestion | undefined> {
    const stored = await this.#redis.get(questionKey(key));
    return stored === null ? undefined : (JSON.parse(stored) as ShardQuestion);
  }

  /**
   * Jobs of a question that is not there are dropped by whoever takes them; what was answered
   * stays.
   */
  async dropQuestion(key: string): Promise<void> {
    await this.#redis.del(questionKey(key));
  }

  /** @returns false when nobody waits for it any more */
  async answer(key: string, shard: number, packed: Buffer): Promise<boolean> {
    return (
      (await this.#redis.eval(
        TAKE_ANSWER,
        2,
        questionKey(key),
        answersKey(key),
        String(shard),
        packed,
        KEPT_SECONDS,
        ANSWERED_CHANNEL,
        key,
      )) === 1
    );
  }

  /** First documents of the shards that are answered. */
  async answered(key: string): Promise<number[]> {
    return (await this.#redis.hkeys(answersKey(key))).map(Number);
  }

  async isAnswered(key: string, shard: number): Promise<boolean> {
    return (await this.#redis.hexists(answersKey(key), String(shard))) === 1;
  }

  async takeAnswer(key: string, shard: number): Promise<Buffer | null> {
    return this.#redis.hgetBuffer(answersKey(key), String(shard));
  }

  async dropAnswer(key: string, shard: number): Promise<void> {
    await this.#redis.hdel(answersKey(key), String(shard));
  }

  /** @param floors `[queries]`, see ShardMerge */
  async setFloors(key: string, floors: Float64Array): Promise<void> {
    await this.#redis.set(
      floorsKey(key),
      Buffer.from(floors.buffer, floors.byteOffset, floors.byteLength),
      'EX',
      KEPT_SECONDS,
    );
  }

  async floors(key: string): Promise<Float64Array | undefined> {
    const stored = await this.#redis.getBuffer(floorsKey(key));
    return stored === null ? undefined : new Float64Array(new Uint8Array(stored).buffer);
  }

  async refuse(key: string, worker: string, why: string): Promise<void> {
    await this.#redis.hset(refusalsKey(key), worker, why);
    await this.#redis.expire(refusalsKey(key), KEPT_SECONDS);
  }

  /** What stood in the way of this worker is gone. */
  async accept(key: string, worker: string): Promise<void> {
    await this.#redis.hdel(refusalsKey(key), worker);
  }

  refusals(key: string): Promise<Record<string, string>> {
    return this.#redis.hgetall(refusalsKey(key));
  }

  /** Refusals of an earlier run say nothing about this one. */
  async forgetRefusals(key: string): Promise<void> {
    await this.#redis.del(refusalsKey(key));
  }

  /** Takes away everything about a question that is settled. */
  async remove(key: string): Promise<void> {
    await this.#redis.del(
      questionKey(key),
      answersKey(key),
      floorsKey(key),
      refusalsKey(key),
      askedKey(key),
    );
  }

  /** The first sign of life, which also shows whether this user may tell runs of answers. */
  async introduce(worker: string, versions: Versions): Promise<void> {
    await this.#redis.publish(ANSWERED_CHANNEL, '');
    await this.signOfLife(worker, versions);
  }

  async signOfLife(worker: string, versions: Versions): Promise<void> {
    await this.#redis.sadd(WORKERS, worker);
    await this.#redis.set(workerKey(worker), JSON.stringify(versions), 'PX', 3 * SIGN_OF_LIFE_MS);
  }

  async leave(worker: string): Promise<void> {
    await this.#redis.srem(WORKERS, worker);
    await this.#redis.del(workerKey(worker));
  }

  /** Names of the workers that gave a sign of life lately. */
  async workers(): Promise<string[]> {
    const names = await this.#redis.smembers(WORKERS);
    if (names.length === 0) return [];
    const alive = await this.#redis.mget(names.map(workerKey));
    const gone = names.filter((_, i) => alive[i] === null);
    if (gone.length > 0) await this.#redis.srem(WORKERS, ...gone);
    return names.filter((_, i) => alive[i] !== null);
  }
}
