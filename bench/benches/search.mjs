import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { python } from '../support/peers.mjs';
import { lastJson, runProgram } from '../support/programs.mjs';

const DIMS = 384;
const BLOCK = 4096;

/** Vectors of length 1 from a seeded generator (xorshift), in blocks: 1 M of them are 1.5 GB. */
function writeVectors(file, rows, seed) {
  const out = openSync(file, 'w');
  let state = seed;
  for (let start = 0; start < rows; start += BLOCK) {
    const block = new Float32Array(Math.min(BLOCK, rows - start) * DIMS);
    for (let row = 0; row < block.length; row += DIMS) {
      let length = 0;
      for (let d = row; d < row + DIMS; d++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        block[d] = state / 2 ** 31;
        length += block[d] ** 2;
      }
      for (let d = row; d < row + DIMS; d++) block[d] /= Math.sqrt(length);
    }
    writeSync(out, new Uint8Array(block.buffer));
  }
  closeSync(out);
}

/**
 * Exact top-k. Random vectors: their scores lie so close that sets may differ at the edge where
 * float32 sums differ in the last bit.
 */
export const bench = {
  title: 'exact search, k = 1000, against torch as mteb calls it (formatting of datasets left out)',
  targets: { 'mteb / ours': 2 },
  atMost: { 'ours, MB above the start': 1000 },
  prepare: ({ scratch, small, threads }) => {
    const [queries, documents] = small ? [500, 60_000] : [2000, 1_000_000];
    writeVectors(join(scratch, 'queries.f32'), queries, 1);
    writeVectors(join(scratch, 'documents.f32'), documents, 2);
    const size = [scratch, queries, documents, DIMS, 1000].map(String);
    return Promise.resolve({
      inputs: { queries, documents, dims: DIMS, k: 1000 },
      pair: async () => {
        const theirs = await runProgram(python(), [
          'bench/peers/search.py',
          ...size,
          '--threads',
          String(threads),
        ]);
        const ours = lastJson(
          (
            await runProgram(process.execPath, [
              'bench/support/search-worker.mjs',
              ...size,
              String(threads),
            ])
          ).out,
        );
        const { seconds } = lastJson(theirs.out);
        return {
          measures: {
            'mteb / ours': seconds / ours.seconds,
            'ours, s': ours.seconds,
            'mteb, s': seconds,
            'ours, MB above the start': ours.peakMegabytes - ours.baseMegabytes,
            'mteb, peak MB': theirs.peakMegabytes,
            'queries with the same set, share': ours.sameSets / queries,
          },
          difference: ours.difference,
        };
      },
    });
  },
};
