import { join } from 'node:path';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { openEncoder } from '../../../src/models/open-encoder.js';
import type { OpenedModel } from '../../../src/run/open/model-facts.js';
import { RunQueue } from '../../../src/run/queue/run-queue.js';
import { searchByWorkers } from '../../../src/run/queue/search-by-workers.js';
import { openBm25Ranker } from '../../../src/search/bm25/bm25-ranker.js';
import { openDenseRanker } from '../../../src/search/dense-ranker.js';
import { cellSearchContract, type OpenedSearch } from '../../contracts/cell-search.js';
import { questionOf } from '../../support/cell-question.js';
import { QueueWorld, type QueueWorker } from '../../support/queue-world.js';
import { RedisServer, withRedis } from '../../support/redis-server.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

withRedis(describe)('the searches with a queue', () => {
  let world: QueueWorld;
  let redis: RedisServer;
  let worker: QueueWorker;
  beforeAll(async () => {
    world = new QueueWorld();
    redis = await RedisServer.start();
    worker = world.worker(redis.url, 'cache');
  });
  afterAll(async () => {
    await worker.stop();
    world.remove();
    await redis.stop();
  });

  const open = async (
    spec: { kind: 'folder'; path: string } | { kind: 'bm25' },
    { id, ranker, fingerprint }: Pick<OpenedModel, 'id' | 'ranker' | 'fingerprint'>,
  ): Promise<OpenedSearch> => {
    const data = [`Contract=${join(world.folder, 'data-Contract')}`];
    const queue = await RunQueue.open(redis.url, () => undefined);
    const search = await searchByWorkers({
      queue,
      spec,
      opened: { id, ranker, fingerprint } as OpenedModel,
      folder: world.folder,
      settings: { threads: 1 },
      folders: data,
      shardDocuments: 40,
      fresh: false,
      emit: () => undefined,
    });
    const question = await questionOf(world);
    return { search, ranker, question, close: () => queue.close() };
  };

  // its shards go to the worker through `queuedSearch`, its pools are ranked here
  cellSearchContract('searchByWorkers, a checkpoint', async () => {
    const path = world.checkpoint('tiny');
    const { encoder } = await openEncoder(path, { threads: 1 });
    const { id, fingerprint } = encoder;
    return open(
      { kind: 'folder', path },
      { id, fingerprint, ranker: await openDenseRanker(encoder, 1) },
    );
  });

  // what no shard can answer: `oneByOne` in this process
  cellSearchContract('searchByWorkers, BM25', () =>
    open(
      { kind: 'bm25' },
      {
        id: { name: 'glottobench/bm25', revision: '1' },
        fingerprint: undefined,
        ranker: openBm25Ranker(),
      },
    ),
  );
});
