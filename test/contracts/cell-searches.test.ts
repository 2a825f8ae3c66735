import { describe, expect, it } from '@jest/globals';
import { openBm25Ranker } from '../../src/search/bm25/bm25-ranker.js';
import { openRandomRanker } from '../../src/search/random-ranker.js';
import { QueueWorld } from '../support/queue-world.js';
import { questionOf } from '../support/cell-question.js';
import { cellSearchContract, here } from './cell-search.js';
import { implementationsOf } from './implementations.js';

for (const [name, ranker] of [
  ['BM25', openBm25Ranker()],
  ['a random order', openRandomRanker(3)],
] as const)
  cellSearchContract(`localSearch, ${name}`, async () => {
    const world = new QueueWorld();
    return here({
      ranker,
      question: await questionOf(world),
      close: () => {
        world.remove();
        return Promise.resolve();
      },
    });
  });

describe('cell searches', () => {
  // the other two: run/queue/cell-search.slow.test.ts, with a Redis
  it('are all under the contract', () => {
    expect(implementationsOf('CellSearch')).toEqual([
      'localSearch',
      'oneByOne',
      'queuedSearch',
      'searchByWorkers',
      'searchFor',
    ]);
  });
});
