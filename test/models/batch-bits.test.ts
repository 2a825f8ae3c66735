import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { udhrLanguage } from '../../src/data/udhr/languages.js';
import { openEncoder } from '../../src/models/open-encoder.js';
import { bundledFolder } from '../../src/models/catalog.js';
import { variant } from '../support/checkpoint-copy.js';
import { realModels } from '../support/oracle.js';

const REAL = join(realModels ?? '', 'all-MiniLM-L6-v2');
const CASES = [
  ...[bundledFolder('glottobench/tiny-hybrid') ?? '', variant('prompt-default')].flatMap(
    (folder) =>
      [
        [folder, 'fp32'],
        [folder, 'int8'],
      ] as const,
  ),
  ...(existsSync(REAL) ? [[REAL, 'fp32'] as const] : []),
];

describe('a vector', () => {
  // Shards, windows and slices put a text beside others than a local run does: the results must not
  // tell.
  it.each(CASES)(
    'of %s, %s, has the same bits whatever stands beside its text, with one thread and with two',
    async (folder, precision) => {
      const languages = await Promise.all(
        ['eng', 'tur', 'jpn', 'arb'].map((code) => udhrLanguage(code)),
      );
      const texts = languages.flatMap(({ paragraphs }) =>
        paragraphs.slice(0, 12).map(({ text }, i) => text.slice(0, 12 + 23 * (i % 7))),
      );
      let expected: Float32Array | undefined;
      for (const threads of [1, 2]) {
        const { encoder } = await openEncoder(folder, { precision, threads });
        expected ??= await encoder.encode(texts, { role: 'document' });
        for (const [from, to] of [
          [0, 1],
          [5, 6],
          [10, 17],
          [20, 48],
          [47, 48],
          [0, 48],
        ] as const) {
          const part = await encoder.encode(texts.slice(from, to), { role: 'document' });
          expect(
            Buffer.from(part.buffer).equals(
              Buffer.from(expected.slice(from * encoder.dims, to * encoder.dims).buffer),
            ),
          ).toBe(true);
        }
        await encoder.close();
      }
    },
    120_000,
  );
});
