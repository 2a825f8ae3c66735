import { describe, expect, it } from '@jest/globals';
import { divideThreads } from '../../../../src/models/graph/runtime/divide-threads.js';

describe('divideThreads', () => {
  it.each([
    [
      'one session per thread where memory is plenty',
      { threads: 4 },
      100,
      16_000,
      { sessions: 4, threads: 1 },
    ],
    [
      'fewer sessions with more threads where copies would take over a quarter of it',
      { threads: 8 },
      1_000,
      8_000,
      { sessions: 2, threads: 4 },
    ],
    ['no more threads than asked for', { threads: 5 }, 1_000, 8_000, { sessions: 2, threads: 2 }],
    [
      'one session with all threads where two copies do not fit',
      { threads: 4 },
      3_000,
      8_000,
      { sessions: 1, threads: 4 },
    ],
    [
      'one session where no more are wanted',
      { threads: 4, sessions: 1 },
      1,
      16_000,
      { sessions: 1, threads: 4 },
    ],
    ['one thread', { threads: 1 }, 1, 16_000, { sessions: 1, threads: 1 }],
    ["the runtime's own choice", {}, 1, 16_000, { sessions: 1, threads: undefined }],
    [
      'another provider has the whole machine',
      { threads: 8, provider: 'cuda' },
      1,
      16_000,
      { sessions: 1, threads: 8 },
    ],
  ])('%s', (_, options, megabytes, free, expected) => {
    expect(divideThreads(options, megabytes, free)).toEqual(expected);
  });
});
