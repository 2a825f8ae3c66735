import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CorpusCursor, describeShards } from '../../../src/run/queue/corpus-cursor.js';
import { shardsOf, type Shard } from '../../../src/run/queue/shard-question.js';
import type { TextItem } from '../../../src/types/text.js';

function corpusOf(chunks: readonly number[]): {
  corpus: () => AsyncIterable<readonly TextItem[]>;
  openings: () => number;
  read: () => number;
} {
  let openings = 0;
  let read = 0;
  return {
    async *corpus() {
      openings++;
      let n = 0;
      for (const size of chunks) {
        read++;
        yield await Promise.resolve(
          Array.from({ length: size }, () => ({ id: `d${n++}`, text: '' })),
        );
      }
    },
    openings: () => openings,
    read: () => read,
  };
}

async function ids(cursor: CorpusCursor, shard: Shard): Promise<string[]> {
  const found: string[] = [];
  for await (const chunk of cursor.read(shard)) found.push(...chunk.map(({ id }) => id));
  return found;
}

describe('the cursor', () => {
  it('gives each shard its documents, and opens the corpus anew only to go back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { minLength: 1, maxLength: 8 }),
        async (chunks, wanted) => {
          const total = chunks.reduce((sum, size) => sum + size, 0);
          const source = corpusOf(chunks);
          const cursor = new CorpusCursor(source);
          let back = 1;
          let position = 0;
          for (const [from, length] of wanted) {
            if (from < position) back++;
            const expected = Array.from(
              { length: Math.max(0, Math.min(total, from + length) - from) },
              (_, i) => `d${from + i}`,
            );
            expect(await ids(cursor, { from, to: from + length })).toEqual(expected);
            position =
              from < position
                ? Math.min(total, from + length)
                : Math.max(position, Math.min(total, from + length));
          }
          expect(source.openings()).toBeLessThanOrEqual(back);
        },
      ),
    );
  });

  it('reads the corpus once for rising shards', async () => {
    const source = corpusOf([4, 4, 4, 4]);
    const cursor = new CorpusCursor(source);
    expect(await ids(cursor, { from: 2, to: 5 })).toEqual(['d2', 'd3', 'd4']);
    expect(await ids(cursor, { from: 6, to: 7 })).toEqual(['d6']);
    expect(await ids(cursor, { from: 13, to: null })).toEqual(['d13', 'd14', 'd15']);
    expect([source.openings(), source.read()]).toEqual([1, 4]);
  });

  it('cuts a corpus into shards of one size, the last one without an end', () => {
    expect(shardsOf(7, 3)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 6 },
      { from: 6, to: null },
    ]);
    expect(shardsOf(6, 3)).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: null },
    ]);
    expect(shardsOf(0, 3)).toEqual([{ from: 0, to: null }]);
  });

  it('names the documents of a shard', async () => {
    const source = corpusOf([4, 4]);
    expect(
      await describeShards(source, [
        { from: 3, to: 6 },
        { from: 6, to: null },
      ]),
    ).toEqual([
      'documents 4 to 6 of the corpus (ids d3 … d5)',
      'documents 7 to 8 of the corpus (ids d6 … d7)',
    ]);
    expect(source.openings()).toBe(1);
  });
});
