import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { padBatch } from '../../../src/models/batching/padded.js';
import { limitsFor, planBatches } from '../../../src/models/batching/plan.js';
import { overlapped } from '../../../src/models/batching/windows.js';

describe('planBatches', () => {
  it('puts every text into one batch, longest first, within both limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 120 }),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 40 }),
        (lengths, tokens, rows) => {
          const batches = planBatches(lengths, { tokens, rows });
          expect(batches.flat().sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
          const ordered = batches.flat().map((i) => lengths[i] ?? NaN);
          expect(ordered).toEqual([...ordered].sort((a, b) => b - a));
          for (const batch of batches) {
            const longest = Math.max(...batch.map((i) => lengths[i] ?? NaN));
            expect(batch.length).toBeLessThanOrEqual(rows);
            expect(batch.length === 1 || batch.length * longest <= tokens).toBe(true);
          }
        },
      ),
    );
  });

  it('pads less than a tenth of every batch beyond 128 tokens', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1, maxLength: 300 }),
        (lengths) => {
          for (const batch of planBatches(lengths)) {
            const rows = batch.map((i) => lengths[i] ?? NaN);
            const size = rows.length * Math.max(...rows);
            const tokens = rows.reduce((sum, length) => sum + length, 0);
            const last = Math.min(...rows);
            // the last text was taken either below 128 tokens or with little padding
            expect(tokens - last < 128 || size - tokens <= 0.1 * size).toBe(true);
          }
        },
      ),
    );
  });

  it('fills a batch as far as the limits allow', () => {
    expect(planBatches([10, 10, 10, 10, 10], { tokens: 30, rows: 32 })).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(planBatches([1, 1, 1], { tokens: 512, rows: 2 })).toEqual([[0, 1], [2]]);
    expect(planBatches([900, 3], { tokens: 512, rows: 32 })).toEqual([[0], [1]]);
  });
});

describe('limitsFor', () => {
  it('gives each thread the budget of one', () => {
    expect([1, 2, 4, 16].map((threads) => limitsFor(threads).tokens)).toEqual([
      256, 512, 1024, 4096,
    ]);
  });
});

describe('padBatch', () => {
  it('pads on the right and masks the padding', () => {
    const batch = padBatch([[7, 8, 9], [5]], 1n);
    expect([...batch.inputIds]).toEqual([7n, 8n, 9n, 5n, 1n, 1n]);
    expect([...batch.attentionMask]).toEqual([1n, 1n, 1n, 1n, 0n, 0n]);
    expect(batch).toMatchObject({ rows: 2, columns: 3, lengths: [3, 1] });
  });

  it('gives a text without tokens one masked column', () => {
    expect(padBatch([[]])).toMatchObject({ rows: 1, columns: 1, lengths: [0] });
  });
});

describe('overlapped', () => {
  it('prepares the next window while it works on this one, in order', async () => {
    const seen: string[] = [];
    await overlapped(
      3,
      (n) => {
        seen.push(`prepare ${n}`);
        return Promise.resolve(n * 10);
      },
      async (prepared, n) => {
        seen.push(`work ${n} ${prepared}`);
        await new Promise((done) => setTimeout(done, 1));
        seen.push(`done ${n}`);
      },
    );
    expect(seen).toEqual([
      'prepare 0',
      'prepare 1',
      'work 0 0',
      'done 0',
      'prepare 2',
      'work 1 10',
      'done 1',
      'work 2 20',
      'done 2',
    ]);
  });

  it('ends with the first fault of either side', async () => {
    await expect(
      overlapped(
        3,
        (n) => (n === 1 ? Promise.reject(new Error('cannot prepare')) : Promise.resolve(n)),
        () => Promise.resolve(),
      ),
    ).rejects.toThrow('cannot prepare');
    await expect(
      overlapped(
        3,
        (n) => Promise.resolve(n),
        () => Promise.reject(new Error('cannot work')),
      ),
    ).rejects.toThrow('cannot work');
    await expect(
      overlapped(
        0,
        () => Promise.reject(new Error('never')),
        () => Promise.resolve(),
      ),
    ).resolves.toBeUndefined();
  });
});
