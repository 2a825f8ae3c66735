import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInnerProduct } from '../../src/search/score-matrix.js';

const QUERIES = 60;
const DOCUMENTS = 3000;

function pseudoRandom(length: number): Float32Array {
  let state = 12345;
  return Float32Array.from(
    { length },
    () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32 - 0.5,
  );
}

describe.each([32, 384, 768])('the inner product of %d dims', (dims) => {
  const queries = pseudoRandom(QUERIES * dims);
  const documents = pseudoRandom(DOCUMENTS * dims);
  const opened: Awaited<ReturnType<typeof openInnerProduct>>[] = [];
  let whole: Float32Array;
  beforeAll(async () => {
    for (const threads of [1, 2]) opened.push(await openInnerProduct(threads));
    whole = await (opened[0] as (typeof opened)[0]).scores(queries, documents, dims);
  });
  afterAll(() => Promise.all(opened.map(({ close }) => close())));

  // Without the rows of zeros the scores of up to 64 documents per thread, and of one query, differ
  // in their last bits.
  it.each([
    [60, 0, 3000],
    [60, 0, 200],
    [60, 100, 228],
    [60, 0, 64],
    [60, 2990, 3000],
    [60, 2999, 3000],
    [7, 5, 45],
    [1, 0, 3000],
    [1, 17, 18],
    [2, 0, 64],
  ])(
    'gives the same bits for %d queries and documents %d to %d as for all',
    async (rows, from, to) => {
      for (const { scores } of opened) {
        const part = await scores(
          queries.subarray(0, rows * dims),
          documents.subarray(from * dims, to * dims),
          dims,
        );
        const expected = Float32Array.from(
          { length: rows * (to - from) },
          (_, i) =>
            whole[Math.floor(i / (to - from)) * DOCUMENTS + from + (i % (to - from))] ?? NaN,
        );
        expect(
          Buffer.from(part.buffer, part.byteOffset, part.byteLength).equals(
            Buffer.from(expected.buffer),
          ),
        ).toBe(true);
      }
    },
  );
});
