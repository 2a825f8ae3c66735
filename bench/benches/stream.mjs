import { join } from 'node:path';
import { lastJson, root, runProgram } from '../support/programs.mjs';

/**
 * Memory must not grow with the corpus: resident memory from a fifth of it to its end stays within
 * 10 % of its mean.
 */
export const bench = {
  title: 'a corpus of synthetic short passages through a tiny checkpoint, streamed',
  atMost: {
    'memory after the first fifth, largest departure from its mean, share': 0.1,
    'memory at the end / at the first fifth': 1.1,
  },
  prepare: ({ small, threads }) => {
    const documents = small ? 300_000 : 5_000_000;
    return Promise.resolve({
      inputs: { documents },
      pair: async () => {
        const { seconds, samples } = lastJson(
          (
            await runProgram(process.execPath, [
              'bench/support/stream-worker.mjs',
              join(root, 'examples/tiny-hybrid/checkpoints/hybrid'),
              String(documents),
              String(threads),
            ])
          ).out,
        );
        const later = samples
          .filter((sample) => sample.documents >= documents / 5)
          .map(({ megabytes }) => megabytes);
        const mean = later.reduce((sum, value) => sum + value, 0) / later.length;
        return {
          measures: {
            'memory after the first fifth, largest departure from its mean, share': Math.max(
              ...later.map((value) => Math.abs(value / mean - 1)),
            ),
            'memory at the end / at the first fifth': later.at(-1) / later[0],
            'smallest, MB': Math.min(...later),
            'largest, MB': Math.max(...later),
            'documents/s': documents / seconds,
          },
          notes: { samples },
        };
      },
    });
  },
};
