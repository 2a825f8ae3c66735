import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { TopK } from '../../src/search/top-k.js';

const hits = fc.uniqueArray(fc.record({ id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), score: fc.integer({ min: -4, max: 4 }) }), {
  selector: (hit) => hit.id,
  maxLength: 400,
});

function sorted(all: readonly { id: string; score: number }[], k: number): { id: string; score: number }[] {
  return [...all].sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id)).slice(0, k);
}

function collect(all: readonly { id: string; score: number }[], k: number): { id: string; score: number }[] {
  const top = new TopK(k);
  for (const hit of all) top.offer(hit.score, hit.id);
  const { docs, scores } = top.best();
  return docs.map((id, i) => ({ id, score: scores[i] ?? NaN }));
}

describe('TopK', () => {
  it('keeps what a full sort keeps, many ties included', () => {
    fc.assert(fc.property(hits, fc.integer({ min: 1, max: 60 }), (all, k) => expect(collect(all, k)).toEqual(sorted(all, k))));
  });

  it('gives the full ranking for k = Infinity', () => {
    fc.assert(fc.property(hits, (all) => expect(collect(all, Infinity)).toEqual(sorted(all, Infinity))));
  });

  it('merges shards in any grouping to the same hits', () => {
    fc.assert(
      fc.property(hits, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 400 }), (all, k, cut) => {
        const merged = [...collect(all.slice(cut), k), ...collect(all.slice(0, cut), k)];
        expect(collect(merged, k)).toEqual(sorted(all, k));
      }),
    );
  });

  it('keeps one entry, the better, of a document that comes twice', () => {
    expect(collect([{ id: 'a', score: 1 }, { id: 'b', score: 2 }, { id: 'a', score: 3 }], 5)).toEqual([{ id: 'a', score: 3 }, { id: 'b', score: 2 }]);
  });
});
