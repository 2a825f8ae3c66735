import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunQueue } from '../../../src/run/queue/run-queue.js';
import { ownVersions } from '../../../src/run/queue/search-by-workers.js';
import type { ShardQuestion } from '../../../src/run/queue/shard-question.js';
import type { WorkerEvent } from '../../../src/run/queue/worker-request.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

withRedis(describe)('a worker that refuses', () => {
  let world: QueueWorld;
  let redis: RedisServer;
  beforeAll(async () => {
    world = new QueueWorld();
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    await redis.stop();
    world.remove();
  });
  const of = (told: readonly WorkerEvent[], type: WorkerEvent['type']): WorkerEvent[] =>
    told.filter((event) => event.type === type);

  it('for its provider says so, and leaves the shards, and the last of them, to those that take them', async () => {
    const what = {
      ...world.task('Providers', { documents: 90, queries: 4, words: 6 }),
      models: [world.checkpoint('tiny')],
    };
    await collectRun(world.request('providers-local', what));
    const [refusing, taking]: [WorkerEvent[], WorkerEvent[]] = [[], []];
    let taker: ReturnType<QueueWorld['worker']> | undefined;
    const refuser = world.worker(
      redis.url,
      'cache-cuda',
      (event) => {
        refusing.push(event);
        if (event.type === 'serving')
          taker = world.worker(redis.url, 'cache-cpu', (one) => void taking.push(one));
      },
      '--provider',
      'cuda',
    );
    while (of(taking, 'serving').length === 0 || of(refusing, 'serving').length === 0)
      await sleep(50);
    for (let i = 0; i < 3; i++) {
      expect(
        (await collectRun(world.request(`providers-${i}`, { ...what, queue: redis.url }))).at(-1),
      ).toMatchObject({ type: 'finished', scored: 1, failed: 0 });
      expect(world.results(`providers-${i}`)).toEqual(world.results('providers-local'));
    }
    expect(of(taking, 'done')).toHaveLength(3);
    expect(of(refusing, 'done')).toEqual([]);
    expect(await taker?.stop()).toBe(0);
    const alone = await collectRun(world.request('providers-alone', { ...what, queue: redis.url }));
    expect(
      alone
        .flatMap((event) =>
          event.type === 'cell' && event.result.state === 'failed'
            ? [event.result.error.message]
            : [],
        )
        .join(),
    ).toMatch(
      /the only worker of the queue refused: the run computes with --provider cpu, this worker with cuda \(--provider cpu\)/,
    );
    expect(of(refusing, 'refused').length).toBeGreaterThan(0);
    expect(await refuser.stop()).toBe(0);
  }, 60_000);

  it('does the work of others meanwhile: a run that was killed and that nobody can serve does not hold up the next one', async () => {
    const queue = await RunQueue.open(redis.url, () => undefined);
    const shards = [0, 1, 2].map((from) => ({ from, to: from + 1 }));
    const left = async (): Promise<string[]> =>
      (await redis.keys()).filter((key) => /shards:nobody-\d+-\d+$/.test(key));
    const told: WorkerEvent[] = [];
    try {
      const question = {
        versions: { ...ownVersions(), glottobench: '99.0.0' },
        cell: { task: 'T', split: 'test', subset: 'default' },
        model: { id: { name: 'm', revision: '1' } },
        asker: 'gone',
        k: 1,
      } as unknown as ShardQuestion;
      await queue.ask('nobody', question, shards);
      const worker = world.worker(redis.url, 'cache-cpu', (event) => void told.push(event));
      const task = world.task('Next', { documents: 30, queries: 3, words: 5 });
      const events = await collectRun(
        world.request('next', { ...task, models: [world.checkpoint('tiny')], queue: redis.url }),
      );
      expect(events.at(-1)).toMatchObject({ type: 'finished', scored: 1, failed: 0 });
      expect(of(told, 'refused')).toHaveLength(1);
      expect(await left()).toHaveLength(3);
      // The run that asked is silent for a minute.
      await redis.command('del', '{glottobench}:asked:nobody');
      for (let i = 0; i < 100 && (await left()).length > 0; i++) await sleep(100);
      expect(await left()).toEqual([]);
      expect(await worker.stop()).toBe(0);
    } finally {
      await queue.withdraw('nobody', shards);
      await queue.board.remove('nobody');
      await queue.close();
    }
  }, 60_000);
});
