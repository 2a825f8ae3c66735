import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunEvent } from '../../../src/types/event.js';
import type { WorkerEvent } from '../../../src/run/queue/worker-request.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

/** BullMQ's own few keys, which tell workers apart and number jobs. */
const CONSTANT = /^\{glottobench\}:(shards:(meta|id|events|stalled-check|marker)|workers?(:.*)?)$/;

withRedis(describe)('a run through the queue', () => {
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
  const warnings = (events: readonly RunEvent[]): string[] =>
    events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));

  it('writes what a local run writes, with one worker and with two, to the last digit of the run files', async () => {
    const one = world.task('First', { documents: 530, queries: 23, words: 30 });
    const two = world.task('Second', { documents: 40, queries: 1, words: 9 });
    const what = {
      models: [world.checkpoint('tiny'), 'bm25'],
      tasks: [...one.tasks, ...two.tasks, 'UDHRRetrieval'],
      data: [...one.data, ...two.data],
      subsets: ['default', 'eng-eng', 'eng-tur', 'jpn-jpn'],
    };
    await collectRun(world.request('local', what));
    const local = world.results('local');
    expect(Object.keys(local).filter((file) => file.endsWith('.trec.gz'))).toHaveLength(10);

    const told: WorkerEvent[] = [];
    const tell = (event: WorkerEvent): void => void told.push(event);
    const queued = { ...what, queue: redis.url, shardDocuments: 50 };
    const first = world.worker(redis.url, 'cache-a', tell);
    const events = await collectRun(world.request('one', queued));
    expect(world.results('one')).toEqual(local);
    expect(told.filter(({ type }) => type === 'done')).toHaveLength(11 + 1 + 3);
    expect(warnings(events)).toEqual(
      expect.arrayContaining([expect.stringMatching(/ranked by this process.*BM25 weighs/)]),
    );

    const second = world.worker(redis.url, 'cache-b', tell);
    await collectRun(world.request('two', queued));
    expect(world.results('two')).toEqual(local);
    // A third run in one of the folders has nothing to do; another one of the same question does
    // not mind the others' answers.
    const both = await Promise.all([
      collectRun(world.request('same-a', { ...queued, models: queued.models.slice(0, 1) })),
      collectRun(world.request('same-b', { ...queued, models: queued.models.slice(0, 1) })),
    ]);
    expect(both.map((one) => one.at(-1))).toEqual([
      expect.objectContaining({ type: 'finished', failed: 0 }),
      expect.objectContaining({ type: 'finished', failed: 0 }),
    ]);
    expect(world.results('same-a')).toEqual(world.results('same-b'));
    expect(world.results('same-a')).toEqual(
      Object.fromEntries(
        Object.entries(local).filter(([file]) => !file.startsWith('glottobench__bm25')),
      ),
    );
    expect((await redis.keys()).filter((key) => !CONSTANT.test(key))).toEqual([]);
    expect(await Promise.all([first.stop(), second.stop('SIGINT')])).toEqual([0, 0]);
  }, 60_000);

  it('ranks pools in full and int8 samples here, and says so', async () => {
    const what = {
      models: [world.checkpoint('tiny')],
      tasks: ['UDHRRetrieval'],
      subsets: ['eng-multi', 'eng-eng'],
      precision: 'int8' as const,
    };
    await collectRun(world.request('pool-local', what));
    const worker = world.worker(redis.url, 'cache-a');
    const events = await collectRun(world.request('pool', { ...what, queue: redis.url }));
    expect(await worker.stop()).toBe(0);
    expect(warnings(events).join('\n')).toMatch(
      /eng-multi is ranked by this process, not through the queue: measures of a language pool need its full order/,
    );
    expect(warnings(events).join('\n')).toMatch(/cosine/);
    expect(world.results('pool')).toEqual(world.results('pool-local'));
  }, 60_000);

  it('keeps a password out of everything that is written or said', async () => {
    const secured = await RedisServer.start('--requirepass', 'hidden-word');
    const url = `redis://:hidden-word@127.0.0.1:${secured.port}/0`;
    const told: WorkerEvent[] = [];
    try {
      const worker = world.worker(url, 'cache-a', (event) => void told.push(event));
      const task = world.task('Secret', { documents: 30, queries: 3, words: 5 });
      const events = await collectRun(
        world.request('secret', { ...task, models: [world.checkpoint('tiny')], queue: url }),
      );
      expect(await worker.stop()).toBe(0);
      const root = join(world.folder, 'secret');
      const files = readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
      for (const text of [JSON.stringify(events), JSON.stringify(told), ...files])
        expect(text).not.toContain('hidden-word');
      expect(files.join('')).toContain(`"queue": "redis://127.0.0.1:${secured.port}/0"`);
    } finally {
      await secured.stop();
    }
  }, 60_000);
});
