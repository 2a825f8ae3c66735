import { describe, expect, it } from '@jest/globals';
import { inOrder } from '../../src/run/in-order.js';

describe('work in order', () => {
  it.each([1, 3, 10])(
    'with %d at once gives outcomes in the order of the items, and never runs more',
    async (width) => {
      let running = 0;
      let most = 0;
      const started: number[] = [];
      const seen: unknown[] = [];
      for await (const { item, outcome } of inOrder([5, 1, 4, 2, 3], width, async (n) => {
        most = Math.max(most, ++running);
        started.push(n);
        await new Promise((resolve) => setTimeout(resolve, 3 * n));
        running--;
        if (n === 4) throw new Error('four');
        return 2 * n;
      }))
        seen.push([
          item,
          outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error).message,
        ]);
      expect(seen).toEqual([
        [5, 10],
        [1, 2],
        [4, 'four'],
        [2, 4],
        [3, 6],
      ]);
      expect(started).toEqual([5, 1, 4, 2, 3]);
      expect(most).toBe(Math.min(width, 5));
    },
  );

  it('starts nothing more when it is left', async () => {
    const started: number[] = [];
    for await (const { item } of inOrder([1, 2, 3], 1, (n) =>
      Promise.resolve(void started.push(n)),
    ))
      if (item === 2) break;
    expect(started).toEqual([1, 2]);
  });

  it('stops what it started ahead when it is left, and waits until that has ended', async () => {
    const ended: number[] = [];
    for await (const { item } of inOrder([1, 2, 3, 4], 3, async (n, left) => {
      if (n > 1)
        await new Promise((resolve) =>
          left.addEventListener('abort', () => setTimeout(resolve, 20)),
        );
      ended.push(n);
    }))
      if (item === 1) break;
    expect(ended).toEqual([1, 2, 3]);
  });
});
