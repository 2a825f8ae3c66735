import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunManifest } from '../../../src/types/generated/run-manifest.js';
import { collectRun } from '../../support/collect-run.js';
import { QueueWorld } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { resultTree } from '../../support/result-tree.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

withRedis(describe)('what is odd in the data, when workers rank the corpus', () => {
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

  it('is what a run of one process says: workers see parts of it', async () => {
    const { tasks, data } = world.task('Odd', { documents: 120, queries: 3, words: 6 });
    const folder = data[0]?.slice('Odd='.length) ?? '';
    appendFileSync(join(folder, 'corpus.jsonl'), '\n{"_id": "d7", "text": "right to"}\n');
    appendFileSync(join(folder, 'qrels', 'test.tsv'), '\nq1\tgone\t1\n');
    const what = { tasks, data, models: [world.checkpoint('tiny')] };
    const warned = (name: string): unknown => {
      const tree = join(world.folder, name);
      const path = Object.keys(resultTree(tree)).find((file) => file.endsWith('manifest.json'));
      const manifest = JSON.parse(readFileSync(join(tree, path ?? ''), 'utf8')) as RunManifest;
      return manifest.cells.map(({ warnings }) => warnings);
    };
    await collectRun(world.request('local', what));
    expect(warned('local')).toEqual([
      expect.arrayContaining([
        expect.objectContaining({ code: 'dangling-qrels', count: 1, examples: ['gone'] }),
        expect.objectContaining({ code: 'duplicate-document-id', count: 1, examples: ['d7'] }),
      ]),
    ]);
    const worker = world.worker(redis.url, 'cache-a');
    const events = await collectRun(
      world.request('queued', { ...what, queue: redis.url, shardDocuments: 50 }),
    );
    expect(await worker.stop()).toBe(0);
    expect(warned('queued')).toEqual(warned('local'));
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'warning', code: 'dangling-qrels' }),
    );
  }, 120_000);
});
