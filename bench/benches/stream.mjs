import { join } from 'node:path';
import { lastJson, root, runProgram } from '../support/programs.mjs';

/** Memory must not grow with the corpus: resident memory from a fifth of it to its end. */
export const bench = {
  title: 'a corpus of synthetic short passages through a tiny checkpoint, streamed',
  atMost: { 'largest / smallest memory after the first fifth': 1.1 },
  prepare: ({ small, threads }) => {
    const documents = small ? 300_000 : 5_000_000;
    return Promise.resolve({
      inputs: { documents },
      pair: async () => {
        const { seconds, samples } = lastJson((await runProgram(process.execPath, ['bench/support/stream-worker.mjs', join(root, 'examples/tiny-hybrid/checkpoints/hybrid'), String(documents), String(threads)])).out);
        const later = samples.filter((sample) => sample.documents >= documents / 5).map(({ megabytes }) => megabytes);
        return {
          measures: { 'largest / smallest memory after the first fifth': Math.max(...later) / Math.min(...later), 'largest, MB': Math.max(...later), 'documents/s': documents / seconds },
          notes: { samples },
        };
      },
    });
  },
};
