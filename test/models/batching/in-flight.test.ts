import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inFlight } from '../../../src/models/batching/in-flight.js';

/** Ends after so many turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

describe('inFlight', () => {
  it('runs all works, as many at once as allowed and no more, and ends after the last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(4), { maxLength: 20 }),
        async (width, lengths) => {
          let running = 0;
          let most = 0;
          const ended: number[] = [];
          await inFlight(width, async (start) => {
            for (const [i, length] of lengths.entries()) {
              await start(async () => {
                most = Math.max(most, ++running);
                await turns(1 + length);
                running--;
                ended.push(i);
              });
            }
          });
          expect(running).toBe(0);
          expect(ended.toSorted((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
          expect(most).toBe(Math.min(width, lengths.length));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('starts nothing after a fault, and throws it when what runs has ended', async () => {
    const said: string[] = [];
    const run = inFlight(2, async (start) => {
      await start(async () => {
        await turns(5);
        said.push('slow ended');
      });
      await start(async () => {
        await turns(1);
        throw new Error('first');
      });
      await start(() => {
        said.push('never');
        return Promise.resolve();
      });
    });
    await expect(run).rejects.toThrow('first');
    expect(said).toEqual(['slow ended']);
  });

  it('waits for what runs when the schedule itself fails', async () => {
    let ended = false;
    const run = inFlight(2, async (start) => {
      await start(async () => {
        await turns(3);
        ended = true;
      });
      throw new Error('stopped');
    });
    await expect(run).rejects.toThrow('stopped');
    expect(ended).toBe(true);
  });
});
