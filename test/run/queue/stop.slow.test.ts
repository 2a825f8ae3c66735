import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { evaluate } from '../../../src/run/evaluate.js';
import type { RunOptions } from '../../../src/run/request/run-options.js';
import { runWorker } from '../../../src/run/queue/worker.js';
import type { WorkerEvent } from '../../../src/run/queue/worker-request.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

const JOB = /shards:[0-9a-f]{32}-/;

withRedis(describe)('a run with a queue that ends early', () => {
  let world: QueueWorld;
  let redis: RedisServer;
  let what: RunOptions & Record<'tasks' | 'models' | 'data', readonly string[]>;
  beforeAll(async () => {
    world = new QueueWorld();
    redis = await RedisServer.start();
    const tasks = ['One', 'Two', 'Three', 'Four'].map((name) =>
      world.task(name, { documents: 800, queries: 5, words: 40 }),
    );
    what = {
      tasks: tasks.flatMap((task) => task.tasks),
      data: tasks.flatMap(({ data }) => data),
      models: [world.checkpoint('tiny')],
    };
    await collectRun(world.request('local', what));
  });
  afterAll(async () => {
    await redis.stop();
    world.remove();
  });
  const jobs = async (): Promise<string[]> => (await redis.keys()).filter((key) => JOB.test(key));

  async function someJobs(least: number): Promise<void> {
    while ((await jobs()).length < least) await sleep(20);
  }

  it('takes back the jobs of all cells that it had asked for when it is stopped', async () => {
    const stop = new AbortController();
    const run = collectRun(
      world.request('stopped', { ...what, queue: redis.url, shardDocuments: 4 }),
      stop.signal,
    );
    await someJobs(400);
    stop.abort();
    await expect(run).rejects.toMatchObject({ code: 'GB_INTERRUPTED' });
    expect(await jobs()).toEqual([]);
  }, 60_000);

  it('and when its events are read no further', async () => {
    let read = 0;
    for await (const event of evaluate(
      world.request('left', { ...what, queue: redis.url, shardDocuments: 4 }),
    )) {
      read++;
      if (event.type !== 'warning' || !event.message.includes('no worker')) continue;
      expect(await jobs()).toHaveLength(800);
      break;
    }
    expect(read).toBeGreaterThan(0);
    expect(await jobs()).toEqual([]);
  }, 60_000);

  it('says what a user may not, and leaves nothing open', async () => {
    await redis.command('acl', 'setuser', 'me', 'on', '>pw', '~*', '+@all', 'resetchannels');
    await expect(
      collectRun(
        world.request('kept-out', { ...what, queue: redis.url.replace('//', '//me:pw@') }),
      ),
    ).rejects.toMatchObject({ code: 'GB_ACCESS_DENIED' });
    // This client's own.
    expect(
      String(await redis.command('client', 'list'))
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  }, 30_000);

  it.each([
    ['keys', ['~other', 'allchannels']],
    ['channels', ['~*', 'resetchannels']],
  ])(
    'a worker that may not use %s says so, and nothing stays open',
    async (_what, rights) => {
      await redis.command('acl', 'setuser', 'helper', 'reset', 'on', '>pw', '+@all', ...rights);
      const request = {
        queue: redis.url.replace('//', '//helper:pw@'),
        models: [],
        data: [],
        lockSeconds: 30,
        offline: true,
      };
      await expect(
        runWorker(request, () => undefined, new AbortController().signal),
      ).rejects.toMatchObject({
        code: 'GB_ACCESS_DENIED',
        message: expect.stringMatching(/NOPERM/),
        hint: expect.stringMatching(/\{glottobench\}/),
      });
      expect(
        String(await redis.command('client', 'list'))
          .trim()
          .split('\n'),
      ).toHaveLength(1);
    },
    30_000,
  );

  it('a worker whose Redis is gone stops with status 0 all the same', async () => {
    const gone = await RedisServer.start();
    let serving = (): void => undefined;
    const served = new Promise<void>((resolve) => (serving = resolve));
    const worker = world.worker(gone.url, 'cache-gone', ({ type }) => {
      if (type === 'serving') serving();
    });
    await served;
    await gone.stop();
    await sleep(500);
    expect(await worker.stop()).toBe(0);
  }, 30_000);

  it('continues with what was answered after its process was killed', async () => {
    await redis.command('flushall');
    const request = world.request('killed', { ...what, queue: redis.url, shardDocuments: 100 });
    const argv = [
      'run',
      '-m',
      ...request.models,
      '-t',
      request.tasks.join(','),
      ...request.data.flatMap((one) => ['--data', one]),
      '-o',
      request.out,
      '--queue',
      redis.url,
      '--shard-documents',
      '100',
      '--threads',
      '1',
      '--offline',
    ];
    const run = spawn(process.execPath, [packagePath('dist', 'cli', 'main.js'), ...argv], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => run.once('exit', (_code, signal) => resolve(signal)));
    const told: WorkerEvent[] = [];
    const worker = world.worker(redis.url, 'cache-killed', (event) => {
      told.push(event);
      if (told.filter(({ type }) => type === 'done').length === 3) run.kill('SIGKILL');
    });
    expect(await ended).toBe('SIGKILL');
    expect((await collectRun(request)).at(-1)).toMatchObject({
      type: 'finished',
      scored: 4,
      failed: 0,
    });
    expect(world.results('killed')).toEqual(world.results('local'));
    const done = told.flatMap((event) => (event.type === 'done' ? [event.shard] : []));
    // none twice
    expect(done).toHaveLength(4 * 8);
    expect(new Set(done).size).toBe(done.length);
    expect(await worker.stop()).toBe(0);
    expect(
      (await redis.keys()).filter(
        (key) => JOB.test(key) || /question:|answers:|floors:|asked:/.test(key),
      ),
    ).toEqual([]);
  }, 60_000);
});
