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
    redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
  });
  afterAll(async () => {
    world?.remove();
    await redis?.stop();
  });
  const kinds = (told: readonly WorkerEvent[], type: WorkerEvent['type']): string[] => told.flatMap((event) => (event.type === type && 'shard' in event ? [event.shard] : []));

  it('does a shard again whose worker was killed, to the same results', async () => {
    const what = { ...world.task('Killed', { documents: 2400, queries: 20, words: 50 }), models: [world.checkpoint('tiny')] };
    await collectRun(world.request('killed-local', what));
    const [lost, kept]: [WorkerEvent[], WorkerEvent[]] = [[], []];
    const run = collectRun(world.request('killed', { ...what, queue: redis.url, shardDocuments: 600 }));
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

  it.each([
    ['with its file', true],
    ['without: what was in it is lost', false],
  ])('goes on when Redis comes back %s', async (name, persistent) => {
    const server = persistent ? redis : await RedisServer.start();
    try {
      const what = { ...world.task(`Restart${persistent ? 'Kept' : 'Lost'}`, { documents: 1500, queries: 20, words: 40 }), models: [world.checkpoint('tiny')] };
      await collectRun(world.request(`restart-local-${name}`, what));
      let restarted: Promise<void> | undefined;
      const worker = world.worker(server.url, 'cache-restart', (event) => {
        if (event.type === 'done') restarted ??= server.kill().then(() => server.up());
      });
      const events = await collectRun(world.request(`restart-${name}`, { ...what, queue: server.url, shardDocuments: 300 }));
      await restarted;
      expect(restarted).toBeDefined();
      expect(events.at(-1)).toMatchObject({ type: 'finished', failed: 0, scored: 1 });
      expect(events.flatMap((event) => (event.type === 'warning' ? [event.message] : [])).join('\n')).toMatch(/connection to redis:.* broke; waiting[^]*is back/);
      expect(world.results(`restart-${name}`)).toEqual(world.results(`restart-local-${name}`));
      expect(await worker.stop()).toBe(0);
    } finally {
      if (!persistent) await server.stop();
    }
  }, 60_000);

  it('ends with status 1 for a shard that fails three times, names its documents, keeps the rest, and later does only that', async () => {
    const bad = world.task('Poisoned', { documents: 500, queries: 10, words: 9, poisoned: 230 });
    const good = world.task('Healthy', { documents: 120, queries: 10, words: 9 });
    const what = { tasks: [...bad.tasks, ...good.tasks], data: [...(bad.data ?? []), ...(good.data ?? [])], models: [world.checkpoint('poisonous', true)], queue: redis.url, shardDocuments: 100 };
    const told: WorkerEvent[] = [];
    const worker = world.worker(redis.url, 'cache-poison', (event) => void told.push(event));
    const argv = ['run', '-m', what.models[0] ?? '', '-t', what.tasks.join(','), ...what.data.flatMap((one) => ['--data', one]), '-o', world.request('poisoned', what).out, '--queue', redis.url, '--shard-documents', '100', '--threads', '1'];
    const { status, out, err } = await runCommand(argv);
    expect(status).toBe(1);
    expect(out + err).toMatch(/failed 3 times: documents 201 to 300 of the corpus \(ids d\d+ … d\d+\): .*NaN or infinity/);
    expect(Object.keys(world.results('poisoned')).filter((file) => /Healthy|Poisoned/.test(file) && !file.includes('typology')).map((file) => file.replace(/.*\//, '')).sort()).toEqual(['Healthy.json', 'Healthy.test.default.jsonl', 'Healthy.test.default.trec.gz']);
    expect(kinds(told, 'failed')).toHaveLength(3);
    expect(kinds(told, 'done')).toHaveLength(4 + 2);

    told.length = 0;
    const again = await collectRun(world.request('poisoned', what));
    expect(again.at(-1)).toMatchObject({ type: 'finished', failed: 1, scored: 0, kept: 1 } satisfies Partial<RunEvent>);
    expect(new Set(kinds(told, 'started'))).toEqual(new Set([expect.stringContaining('documents 201 to 300')]));
    expect(await worker.stop()).toBe(0);
  }, 60_000);
});
