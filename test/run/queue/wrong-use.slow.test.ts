import { appendFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../../../src/types/event.js';
import { evaluate } from '../../../src/run/evaluate.js';
import { RunQueue } from '../../../src/run/queue/run-queue.js';
import { ownVersions } from '../../../src/run/queue/search-by-workers.js';
import type { ShardQuestion } from '../../../src/run/queue/shard-question.js';
import { runWorker } from '../../../src/run/queue/worker.js';
import type { WorkerEvent, WorkerRequest } from '../../../src/run/queue/worker-request.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { runCommand } from '../../support/run-command.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

describe('wrong use of the queue', () => {
  it.each([
    ['run', ['run', '-m', 'bm25', '-t', 'UDHRRetrieval', '--queue', 'redis//:secret@host']],
    [
      'a dry run',
      ['run', '-m', 'bm25', '-t', 'UDHRRetrieval', '--dry-run', '--queue', 'http://:secret@host'],
    ],
    ['worker', ['worker', '--queue', 'redis://:secret@host/x']],
    ['a worker without one', ['worker']],
    ['a lock of no length', ['worker', '--queue', 'redis://host', '--lock-seconds', '0']],
  ])('%s: an address that is none ends with status 2 and is not repeated', async (_what, argv) => {
    const { status, out, err } = await runCommand(argv);
    expect(err).toMatch(/GB_USAGE/);
    expect(out + err).not.toContain('secret');
    expect(status).toBe(2);
  });

  it.each([
    ['run', ['run', '-m', 'bm25', '-t', 'UDHRRetrieval', '-o', '/nowhere/results']],
    ['worker', ['worker']],
  ])('%s: a Redis that is not there ends with status 3 and a hint', async (_what, argv) => {
    const { status, err } = await runCommand([...argv, '--queue', 'redis://:secret@127.0.0.1:1/0']);
    expect(err).toMatch(
      /GB_NETWORK.*Redis at redis:\/\/127\.0\.0\.1:1\/0 cannot be reached[^]*is redis-server running there/,
    );
    expect(err).not.toContain('secret');
    expect(status).toBe(3);
  });

  it('shows an address without its password', async () => {
    const { status, out } = await runCommand([
      'run',
      '--print-config',
      '--json',
      '--queue',
      'redis://me:secret@host:7/1',
    ]);
    expect(status).toBe(0);
    expect(out).toContain('redis://host:7/1');
    expect(out).not.toContain('secret');
  });
});

withRedis(describe)('a worker', () => {
  let world: QueueWorld;
  let redis: RedisServer;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    world = new QueueWorld();
    redis = await RedisServer.start();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  afterAll(async () => {
    await redis.stop();
    world.remove();
  });

  /** A worker in this process. */
  function worker(given: Partial<WorkerRequest> = {}): {
    told: WorkerEvent[];
    until: (type: WorkerEvent['type']) => Promise<WorkerEvent>;
    stop: () => Promise<void>;
  } {
    const told: WorkerEvent[] = [];
    const waiting = new Set<() => void>();
    const controller = new AbortController();
    const tell = (event: WorkerEvent): void => {
      told.push(event);
      waiting.forEach((wake) => wake());
    };
    const ended = runWorker(
      {
        queue: redis.url,
        models: [],
        data: [],
        offline: true,
        lockSeconds: 2,
        threads: 1,
        ...given,
      },
      tell,
      controller.signal,
    );
    const stop = async (): Promise<void> => {
      controller.abort();
      await ended;
    };
    stops.push(stop);
    const until = (type: WorkerEvent['type']): Promise<WorkerEvent> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = told.find((event) => event.type === type);
          if (found !== undefined) resolve(found);
        };
        waiting.add(look);
        look();
      });
    return { told, until, stop };
  }

  const failure = (events: readonly RunEvent[]): string =>
    events
      .flatMap((event) =>
        event.type === 'cell' && event.result.state === 'failed'
          ? [event.result.error.message]
          : [],
      )
      .join('\n');

  it.each([
    [
      'a database that is not there',
      (port: number) => `redis://127.0.0.1:${port}/99`,
      /GB_USAGE.*has no database 99/,
      2,
    ],
    [
      'a password where none is wanted',
      (port: number) => `redis://me:secret@127.0.0.1:${port}`,
      /GB_ACCESS_DENIED.*refuses user or password/,
      3,
    ],
  ])('ends at %s', async (_what, address, says, expected) => {
    const { status, err } = await runCommand(['worker', '--queue', address(redis.port)]);
    expect(err).toMatch(says);
    expect(err).not.toContain('secret');
    expect(status).toBe(expected);
  });

  it('refuses a run of another version, and one of a checkpoint that is not here; the run ends and says why', async () => {
    const { told, until } = worker();
    const queue = await RunQueue.open(redis.url, () => undefined);
    try {
      const question = {
        versions: { ...ownVersions(), glottobench: '99.0.0' },
        cell: { task: 'T', split: 'test', subset: 'default' },
        model: { id: { name: 'm', revision: '1' } },
        asker: 'x',
        k: 1,
      } as unknown as ShardQuestion;
      await queue.ask('some-question', question, [{ from: 0, to: null }]);
      expect(await until('refused')).toMatchObject({
        why: expect.stringMatching(/another make: glottobench 99\.0\.0 there, \d+\.\d+\.\d+ here/),
      });
      await queue.withdraw('some-question', [{ from: 0, to: null }]);
      await queue.board.remove('some-question');
    } finally {
      await queue.close();
    }
    told.length = 0;
    // The folder changes after the run has opened it, as a copy on another machine would differ.
    const model = world.checkpoint('changing');
    const task = world.task('Refused', { documents: 30, queries: 3, words: 5 });
    const events: RunEvent[] = [];
    for await (const event of evaluate(
      world.request('refused', { ...task, models: [model], queue: redis.url }),
    )) {
      events.push(event);
      if (event.type === 'stage' && event.stage === 'open') {
        rmSync(model, { recursive: true });
        cpSync(world.checkpoint('other', true), model, { recursive: true });
      }
    }
    expect(failure(events)).toMatch(
      /the only worker of the queue refused: the checkpoint local\/changing of content [0-9a-f]{12} is not here; looked at .*changing/,
    );
    expect(events.at(-1)).toMatchObject({ type: 'finished', failed: 1, scored: 0 });
  }, 60_000);

  it('takes checkpoint and data by content from where they lie here, and refuses data that differ', async () => {
    const task = world.task('Elsewhere', { documents: 60, queries: 5, words: 7 });
    const model = world.checkpoint('here');
    // settings that change vectors go with the question
    const what = {
      ...task,
      models: [model],
      truncateDim: 8,
      maxTokens: 12,
      promptQuery: 'the person ',
    };
    await collectRun(world.request('elsewhere-local', what));
    const [copiedModel, data] = [
      join(world.folder, 'copied-model'),
      join(world.folder, 'copied-data'),
    ];
    cpSync(model, copiedModel, { recursive: true });
    cpSync(join(world.folder, 'data-Elsewhere'), data, { recursive: true });
    const { told, stop } = worker({
      models: [world.checkpoint('not-this-one', true), copiedModel],
      data: [`Elsewhere=${data}`],
    });
    await collectRun(world.request('elsewhere', { ...what, queue: redis.url, shardDocuments: 20 }));
    expect(world.results('elsewhere')).toEqual(world.results('elsewhere-local'));
    expect(told.filter(({ type }) => type === 'done')).toHaveLength(3);
    await stop();
    appendFileSync(join(data, 'corpus.jsonl'), '\n{"_id":"more","text":"person"}');
    worker({ data: [`Elsewhere=${data}`] });
    expect(
      failure(
        await collectRun(
          world.request('elsewhere-differs', { ...task, models: [model], queue: redis.url }),
        ),
      ),
    ).toMatch(/the data of Elsewhere here is not that of the run: revision \w+ with 5 queries/);
  }, 60_000);

  it('gives its shard back when it is stopped, and a stopped run continues with what was answered', async () => {
    const task = world.task('Stopped', { documents: 2000, queries: 5, words: 40 });
    const what = { ...task, models: [world.checkpoint('tiny')] };
    await collectRun(world.request('stopped-local', what));
    const queued = world.request('stopped', { ...what, queue: redis.url, shardDocuments: 500 });
    const first = worker();
    const stopRun = new AbortController();
    const cut = collectRun(queued, stopRun.signal);
    await first.until('done');
    await first.stop();
    stopRun.abort();
    await expect(cut).rejects.toMatchObject({ code: 'GB_INTERRUPTED' });
    const answered = first.told.filter(({ type }) => type === 'done').length;
    expect(first.told.at(-1)).toEqual({ type: 'stopped', shards: answered });
    // Nothing waits for workers any more, and the answers are there.
    expect((await redis.keys()).filter((key) => /answers:/.test(key))).toHaveLength(1);
    const second = worker();
    expect((await collectRun(queued)).at(-1)).toMatchObject({
      type: 'finished',
      scored: 1,
      failed: 0,
    });
    expect(second.told.filter(({ type }) => type === 'done')).toHaveLength(4 - answered);
    expect(world.results('stopped')).toEqual(world.results('stopped-local'));
    expect((await redis.keys()).filter((key) => /answers:|question:|floors:/.test(key))).toEqual(
      [],
    );
  }, 60_000);

  it('that is not there is missed aloud', async () => {
    const task = world.task('Alone', { documents: 10, queries: 2, words: 5 });
    const stop = new AbortController();
    const said: string[] = [];
    await expect(
      (async () => {
        for await (const event of evaluate(
          world.request('alone', { ...task, models: [world.checkpoint('tiny')], queue: redis.url }),
          stop.signal,
        )) {
          if (event.type === 'warning') said.push(event.message);
          if (said.some((message) => message.includes('no worker'))) stop.abort();
        }
      })(),
    ).rejects.toMatchObject({ code: 'GB_INTERRUPTED' });
    expect(existsSync(join(world.folder, 'alone', 'local__tiny'))).toBe(true);
  }, 60_000);
});
