import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../../src/types/event.js';
import type { WorkerEvent } from '../../../src/run/queue/worker-request.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';
import { runCommand } from '../../support/run-command.js';

useTemporaryCache();

withRedis(describe)('the queue when something breaks', () => {
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
  const kinds = (told: readonly WorkerEvent[], type: WorkerEvent['type']): string[] =>
    told.flatMap((event) => (event.type === type && 'shard' in event ? [event.shard] : []));

  it('does a shard again whose worker was killed, to the same results', async () => {
    const what = {
      ...world.task('Killed', { documents: 2400, queries: 20, words: 50 }),
      models: [world.checkpoint('tiny')],
    };
    await collectRun(world.request('killed-local', what));
    const [lost, kept]: [WorkerEvent[], WorkerEvent[]] = [[], []];
    const run = collectRun(
      world.request('killed', { ...what, queue: redis.url, shardDocuments: 600 }),
    );
    const dead = world.worker(redis.url, 'cache-lost', (event, child) => {
      lost.push(event);
      if (event.type === 'started') child.kill('SIGKILL');
    });
    expect(await dead.ended).toBe('SIGKILL');
    expect(kinds(lost, 'started')).toHaveLength(1);
    expect(kinds(lost, 'done')).toEqual([]);
    const other = world.worker(redis.url, 'cache-kept', (event) => void kept.push(event));
    expect((await run).at(-1)).toMatchObject({ type: 'finished', failed: 0, scored: 1 });
    expect(world.results('killed')).toEqual(world.results('killed-local'));
    expect(kinds(kept, 'done').sort()).toEqual([...new Set(kinds(kept, 'done'))].sort());
    expect(kinds(kept, 'done')).toHaveLength(4);
    expect(kinds(kept, 'done')).toContain(kinds(lost, 'started')[0]);
    expect(await other.stop()).toBe(0);
  }, 60_000);

  it('gives up a shard that ended three workers', async () => {
    const task = world.task('Deadly', { documents: 400, queries: 5, words: 40 });
    const run = collectRun(
      world.request('deadly', {
        ...task,
        models: [world.checkpoint('tiny')],
        queue: redis.url,
        shardDocuments: 200,
      }),
    );
    const told: WorkerEvent[] = [];
    const die = (event: WorkerEvent, child: ChildProcess): void => {
      told.push(event);
      if (event.type === 'started' && event.shard.includes('documents 1 to 200'))
        child.kill('SIGKILL');
    };
    const workers = [1, 2, 3].map((n) => world.worker(redis.url, `cache-deadly-${n}`, die));
    expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([
      'SIGKILL',
      'SIGKILL',
      'SIGKILL',
    ]);
    const last = world.worker(redis.url, 'cache-deadly', (event) => void told.push(event));
    const failed = (await run).flatMap((event) =>
      event.type === 'cell' && event.result.state === 'failed' ? [event.result.error.message] : [],
    );
    expect(failed).toEqual([
      expect.stringMatching(
        /failed 3 times: documents 1 to 200 of the corpus \(ids d0 … d\d+\): each worker that took it ended or fell silent/,
      ),
    ]);
    expect(kinds(told, 'done').join()).toContain('documents 201 to the end');
    expect(await last.stop()).toBe(0);
  }, 60_000);

  it('ends with status 1 for a shard that fails three times, names its documents, keeps the rest, and later does only that', async () => {
    const bad = world.task('Poisoned', { documents: 500, queries: 10, words: 9, poisoned: 230 });
    const good = world.task('Healthy', { documents: 120, queries: 10, words: 9 });
    const what = {
      tasks: [...bad.tasks, ...good.tasks],
      data: [...bad.data, ...good.data],
      models: [world.checkpoint('poisonous', true)],
      queue: redis.url,
      shardDocuments: 100,
    };
    const told: WorkerEvent[] = [];
    const worker = world.worker(redis.url, 'cache-poison', (event) => void told.push(event));
    const argv = [
      'run',
      '-m',
      what.models[0] ?? '',
      '-t',
      what.tasks.join(','),
      ...what.data.flatMap((one) => ['--data', one]),
      '-o',
      world.request('poisoned', what).out,
      '--queue',
      redis.url,
      '--shard-documents',
      '100',
      '--threads',
      '1',
    ];
    const { status, out, err } = await runCommand(argv);
    expect(status).toBe(1);
    expect(out + err).toMatch(
      /failed 3 times: documents 201 to 300 of the corpus \(ids d\d+ … d\d+\): .*NaN or infinity/,
    );
    expect(
      Object.keys(world.results('poisoned'))
        .filter((file) => /Healthy|Poisoned/.test(file) && !file.includes('typology'))
        .map((file) => file.replace(/.*\//, '').replace(/\.[0-9a-f]{16}\./, '.'))
        .sort(),
    ).toEqual(['Healthy.json', 'Healthy.test.default.jsonl', 'Healthy.test.default.trec.gz']);
    expect(kinds(told, 'failed')).toHaveLength(3);
    expect(kinds(told, 'done')).toHaveLength(4 + 2);

    told.length = 0;
    const again = await collectRun(world.request('poisoned', what));
    expect(again.at(-1)).toMatchObject({
      type: 'finished',
      failed: 1,
      scored: 0,
      kept: 1,
    } satisfies Partial<RunEvent>);
    expect(new Set(kinds(told, 'started'))).toEqual(
      new Set([expect.stringContaining('documents 201 to 300')]),
    );
    expect(await worker.stop()).toBe(0);
  }, 60_000);
});
