import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openEncoder } from '../../src/models/open-encoder.js';
import { readGolden } from '../../tools/parity/golden.js';
import { goldenFolders } from '../support/golden.js';
import { realModels } from '../support/oracle.js';

/**
 * 64 texts of very different lengths, in the batches of a run and, where the networks are tiny, all
 * in one padded batch.
 */
const ONE_BATCH = { tokens: Infinity, rows: 64 };

describe.each([
  ['golden checkpoints', join('..', 'shared', 'checkpoints'), [undefined, ONE_BATCH]],
  ['real models', realModels ?? '', [undefined]],
])('batch invariance of %s', (title, root, batches) => {
  const names = goldenFolders(root);
  if (names.length === 0) {
    process.stderr.write(`skipped: batch invariance of ${title}: not here\n`);
    it.skip(`${title}: not here`, () => undefined);
  }
  for (const name of names) {
    it(`${name}: a text alone and among 63 others differ by at most 1e-5 per component`, async () => {
      const folder = join(root, name);
      const { texts } = await readGolden(folder);
      // The golden texts, and beginnings of different length where there are fewer.
      const sample = Array.from({ length: 64 }, (_, i) => {
        const text = texts[i % texts.length]?.text ?? '';
        return i < texts.length ? text : text.slice(0, 5 + 17 * Math.floor(i / texts.length));
      });
      for (const batch of batches) {
        const { encoder } = await openEncoder(folder, { batch });
        const together = await encoder.encode(sample, { role: 'query' });
        for (const i of [0, 7, 11, 13, 22, 40, 63]) {
          const alone = await encoder.encode([sample[i] ?? ''], { role: 'query' });
          const worst = alone.reduce(
            (most, value, d) =>
              Math.max(most, Math.abs(value - (together[i * encoder.dims + d] ?? NaN))),
            0,
          );
          // Vectors of unit length are compared as they are, longer ones by their length.
          expect(worst / Math.max(1, Math.hypot(...alone))).toBeLessThanOrEqual(1e-5);
        }
        await encoder.close();
      }
    }, 300_000);
  }
});
