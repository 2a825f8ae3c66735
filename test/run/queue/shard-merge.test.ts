import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packHits, unpackHits } from '../../../src/run/queue/packed-hits.js';
import { aboveFloors, ShardMerge } from '../../../src/run/queue/shard-merge.js';
import { TopK } from '../../../src/search/top-k.js';

const QUERIES = [
  { id: 'q0', text: '' },
  { id: 'q1', text: '' },
  { id: 'q2', text: '' },
];
/** Few scores and few ids: ties and ids that come twice. */
const document = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map((n) => `d${n}`),
  scores: fc.tuple(score(), score(), score()),
});

function score(): fc.Arbitrary<number> {
  return fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ noNaN: true, min: -1, max: 1 }));
}

function collect(
  documents: readonly { id: string; scores: readonly number[] }[],
  k: number,
): TopK[] {
  return QUERIES.map((_, query) => {
    const top = new TopK(k);
    for (const { id, scores } of documents) top.offer(scores[query] as number, id);
    return top;
  });
}

describe('hits of shards', () => {
  it('merge to the ranking of the whole, whatever the shards, their order, and the floors when each was packed', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 120 }),
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 }),
        fc.func(fc.nat()),
        fc.boolean(),
        (documents, k, sizes, order, late) => {
          const shards: (typeof documents)[] = [];
          for (let at = 0, i = 0; at < documents.length || i === 0; i++) {
            const size = sizes[i % sizes.length] as number;
            shards.push(documents.slice(at, at + size));
            at += size;
          }
          shards.sort((a, b) => order(a.length, a[0]?.id) - order(b.length, b[0]?.id));
          const merge = new ShardMerge(QUERIES, k);
          let floors: Float64Array | undefined;
          for (const shard of shards) {
            const rankings = collect(shard, k).map((top, query) => ({
              query: `q${query}`,
              ...top.withRepeated(),
            }));
            merge.add(
              unpackHits(
                packHits({ documents: shard.length, hits: aboveFloors(rankings, floors) }),
              ),
            );
            // a worker may see floors of long ago
            if (!late || floors === undefined) floors = merge.floors();
          }
          expect(merge.documents).toBe(documents.length);
          expect(merge.rankings()).toEqual(
            collect(documents, k).map((top, query) => ({ query: `q${query}`, ...top.best() })),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are as of the whole where an id stands twice in one shard', () => {
    const [twice, once] = [
      [
        { id: 'd0', scores: [1, 1, 1] },
        { id: 'd0', scores: [1, 1, 1] },
      ],
      [{ id: 'd1', scores: [0, 0, 0] }],
    ] as const;
    const merge = new ShardMerge(QUERIES, 2);
    for (const shard of [once, twice])
      merge.add({
        documents: shard.length,
        hits: collect(shard, 2).map((top) => top.withRepeated()),
      });
    // Both places of the two go to one document, as in mteb's heap.
    expect(merge.rankings()[0]).toEqual({ query: 'q0', docs: ['d0'], scores: Float64Array.of(1) });
  });

  it('keep every bit: float32 in 8 bytes per hit, others in 12', () => {
    const scores = Float64Array.from([0.1, 1 / 3, -1e-30].map(Math.fround));
    const hits = [
      { docs: ['a', 'b\n"', 'ü'], scores },
      { docs: [], scores: new Float64Array() },
      { docs: ['ü', 'a', 'c'], scores },
    ];
    const packed = packHits({ documents: 7, hits });
    expect(unpackHits(packed)).toEqual({ documents: 7, hits });
    expect(packed.length).toBe(
      24 + 4 * 3 + 8 * 6 + Buffer.byteLength(JSON.stringify(['a', 'b\n"', 'ü', 'c'])),
    );
    const wide = [{ docs: ['a'], scores: Float64Array.of(1 / 3) }];
    expect(unpackHits(packHits({ documents: 1, hits: wide })).hits).toEqual(wide);
  });

  it('are refused when bytes are missing or of another kind', () => {
    const packed = packHits({ documents: 1, hits: [{ docs: ['a'], scores: Float64Array.of(1) }] });
    for (const broken of [
      Buffer.alloc(0),
      packed.subarray(0, 20),
      packed.subarray(0, -1),
      Buffer.concat([packed, Buffer.from('x')]),
      Buffer.alloc(packed.length),
    ]) {
      expect(() => unpackHits(broken)).toThrow(
        expect.objectContaining({ code: 'GB_DATA_CORRUPT' }),
      );
    }
  });
});
