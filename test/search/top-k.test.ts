import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { TopK } from '../../src/search/top-k.js';

const hits = fc.uniqueArray(
  fc.record({
    id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
    score: fc.integer({ min: -4, max: 4 }),
  }),
  {
    selector: (hit) => hit.id,
    maxLength: 400,
  },
);

function sorted(
  all: readonly { id: string; score: number }[],
  k: number,
): { id: string; score: number }[] {
  return [...all].sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id)).slice(0, k);
}

function collect(
  all: readonly { id: string; score: number }[],
  k: number,
): { id: string; score: number }[] {
  const top = new TopK(k);
  for (const hit of all) top.offer(hit.score, hit.id);
  const { docs, scores } = top.best();
  return docs.map((id, i) => ({ id, score: scores[i] ?? NaN }));
}

describe('TopK', () => {
  it('keeps what a full sort keeps, many ties included', () => {
    fc.assert(
      fc.property(hits, fc.integer({ min: 1, max: 60 }), (all, k) =>
        expect(collect(all, k)).toEqual(sorted(all, k)),
      ),
    );
  });

  it('gives the full ranking for k = Infinity', () => {
    fc.assert(
      fc.property(hits, (all) => expect(collect(all, Infinity)).toEqual(sorted(all, Infinity))),
    );
  });

  it('takes rows of scores as it takes single ones', () => {
    fc.assert(
      fc.property(
        hits,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(5),
        (all, k, chunk, padding) => {
          const top = new TopK(k);
          for (let start = 0; start < all.length; start += chunk) {
            const part = all.slice(start, start + chunk);
            // the row stands somewhere inside a block of scores
            top.offerRow(
              Float32Array.from([
                ...new Array<number>(padding).fill(99),
                ...part.map(({ score }) => score),
                99,
                99,
                99,
                99,
              ]),
              padding,
              part.map(({ id }) => id),
            );
          }
          const { docs, scores } = top.best();
          expect(docs.map((id, i) => ({ id, score: scores[i] ?? NaN }))).toEqual(sorted(all, k));
        },
      ),
    );
  });

  it('keeps what a full sort keeps for k = 1000 of 50,000 with few distinct scores', () => {
    const all = Array.from({ length: 50_000 }, (_, i) => ({
      id: `d${i}`,
      score: Math.fround(((i * 7919) % 101) / 101),
    }));
    expect(collect(all, 1000)).toEqual(sorted(all, 1000));
  });

  it('gives one entry per document however often and in whichever order ids come again, as mteb makes of its heap', () => {
    const repeated = fc.array(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
        score: fc.integer({ min: 0, max: 9 }),
      }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(repeated, fc.integer({ min: 1, max: 100 }), (all, k) => {
        const heap = sorted(all, k);
        expect(collect(all, k)).toEqual(
          heap.filter((hit, i) => heap.findIndex(({ id }) => id === hit.id) === i),
        );
      }),
    );
  });

  it('keeps one entry, the better, of a document that comes twice', () => {
    expect(
      collect(
        [
          { id: 'a', score: 1 },
          { id: 'b', score: 2 },
          { id: 'a', score: 3 },
        ],
        5,
      ),
    ).toEqual([
      { id: 'a', score: 3 },
      { id: 'b', score: 2 },
    ]);
  });
});
