import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunQueue } from '../../../src/run/queue/run-queue.js';
import { jobName, type ShardQuestion } from '../../../src/run/queue/shard-question.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';

withRedis(describe)('the board', () => {
  let redis: RedisServer;
  let queue: RunQueue;
  beforeAll(async () => {
    redis = await RedisServer.start();
    queue = await RunQueue.open(redis.url, () => undefined);
  });
  afterAll(async () => {
    await queue.close();
    await redis.stop();
  });
  const QUESTION = { k: 3 } as unknown as ShardQuestion;

  it('has a job once however often it is asked for, and an answer once however often it comes', async () => {
    const shards = [
      { from: 0, to: 5 },
      { from: 5, to: null },
    ];
    for (let i = 0; i < 3; i++) await queue.ask('q', QUESTION, shards);
    const jobs = (await redis.keys()).filter((key) => key.includes('shards:q-'));
    expect(jobs).toEqual(
      shards.map((shard) => `{glottobench}:shards:${jobName({ question: 'q', ...shard })}`).sort(),
    );
    for (let i = 0; i < 2; i++)
      expect(await queue.board.answer('q', 5, Buffer.from([0, 255, i]))).toBe(true);
    expect(await queue.board.answered('q')).toEqual([5]);
    expect(await queue.board.takeAnswer('q', 5)).toEqual(Buffer.from([0, 255, 1]));
  });

  it('takes no answer to a question that is settled', async () => {
    await queue.board.remove('q');
    expect(await queue.board.answer('q', 0, Buffer.from('late'))).toBe(false);
    expect((await redis.keys()).filter((key) => /answers|question/.test(key))).toEqual([]);
  });

  it('wakes who waits for a question when its answer comes', async () => {
    await queue.ask('r', QUESTION, [{ from: 0, to: null }]);
    const began = Date.now();
    const waiting = queue.news('r', 30_000, new AbortController().signal);
    await queue.board.answer('r', 0, Buffer.from('x'));
    await waiting;
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  it('keeps floors to the last bit, infinities too', async () => {
    const floors = Float64Array.of(-Infinity, 1 / 3, -0);
    await queue.board.setFloors('r', floors);
    expect(await queue.board.floors('r')).toEqual(floors);
    expect(await queue.board.floors('none')).toBeUndefined();
  });

  it('forgets a worker that is silent', async () => {
    const versions = { protocol: 1, glottobench: '1', onnxruntime: '1' };
    await queue.board.signOfLife('a', versions);
    await queue.board.signOfLife('b', versions);
    await queue.board.leave('a');
    expect(await queue.board.workers()).toEqual(['b']);
  });
});
