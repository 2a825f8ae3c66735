import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEncoder } from '../../src/models/open-encoder.js';
import type { OpenEncoderOptions } from '../../src/models/encoder-options.js';
import type { SentenceEncoder } from '../../src/models/sentence-encoder.js';
import { editJson, faultOf, variant, withVariant } from '../support/checkpoint-copy.js';

async function using<T>(
  folder: string,
  options: OpenEncoderOptions,
  use: (encoder: SentenceEncoder, warnings: readonly string[]) => Promise<T>,
): Promise<T> {
  const { encoder, warnings } = await openEncoder(folder, options);
  try {
    return await use(encoder, warnings);
  } finally {
    await encoder.close();
  }
}

const WORDS = 'All human beings are born free and equal in dignity and rights'.split(' ');
const SENTENCES = Array.from({ length: 64 }, (_, i) =>
  Array.from({ length: 1 + ((i * 7) % 23) }, (__, j) => WORDS[(i + 3 * j) % WORDS.length]).join(
    ' ',
  ),
);

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
}

describe('encoder', () => {
  it.each(['pool-list', 'spiece-only', 'bpe-model-only'])(
    '%s: a text alone and among 63 others has the same vector',
    async (name) => {
      await using(variant(name), {}, async (encoder) => {
        const together = await encoder.encode(SENTENCES, { role: 'document' });
        for (const i of [0, 5, 22, 63]) {
          const alone = await encoder.encode([SENTENCES[i] ?? ''], { role: 'document' });
          expect(
            largestDifference(alone, together.subarray(i * encoder.dims, (i + 1) * encoder.dims)),
          ).toBeLessThanOrEqual(1e-5);
        }
      });
    },
  );

  it('keeps the order over several windows of texts and reports every text once', async () => {
    const many = Array.from(
      { length: 2300 },
      (_, i) => SENTENCES[(i * 11) % SENTENCES.length] ?? '',
    );
    await using(variant('pool-max'), {}, async (encoder) => {
      let reported = 0;
      const vectors = await encoder.encode(many, {
        role: 'query',
        onProgress: (texts) => (reported += texts),
      });
      const once = await encoder.encode(SENTENCES, { role: 'query' });
      expect(reported).toBe(many.length);
      let worst = 0;
      many.forEach((_, i) => {
        const at = ((i * 11) % SENTENCES.length) * encoder.dims;
        worst = Math.max(
          worst,
          largestDifference(
            vectors.subarray(i * encoder.dims, (i + 1) * encoder.dims),
            once.subarray(at, at + encoder.dims),
          ),
        );
      });
      expect(worst).toBeLessThanOrEqual(1e-5);
    });
  });

  it('stops between batches when the signal fires', async () => {
    await using(variant('pool-max'), { batch: { tokens: 64, rows: 1 } }, async (encoder) => {
      const controller = new AbortController();
      let done = 0;
      const fault = await faultOf(
        encoder.encode(SENTENCES, {
          role: 'query',
          signal: controller.signal,
          onProgress: (texts) => {
            done += texts;
            if (done >= 3) controller.abort();
          },
        }),
      );
      expect(fault.code).toBe('GB_INTERRUPTED');
      expect(done).toBe(3);
    });
  });

  it('gives nothing for no texts', async () => {
    await using(variant('pool-max'), {}, async (encoder) =>
      expect(await encoder.encode([], { role: 'query' })).toHaveLength(0),
    );
  });

  it('applies overrides of prompts, truncation and length', async () => {
    const options = { promptQuery: 'mine: ', truncateDim: 5, maxTokens: 6 };
    await using(variant('prompt-default'), options, async (encoder) => {
      expect(encoder).toMatchObject({ dims: 5, maxTokens: 6 });
      expect(encoder.promptFor({ role: 'query', task: 'Any' })).toBe('mine: ');
      expect(encoder.promptFor({ role: 'document' })).toBe('text: ');
      expect((await encoder.tokenIds([WORDS.join(' ')]))[0]).toHaveLength(6);
      const prompted = await encoder.encode(['born'], { role: 'query' });
      expect(largestDifference(prompted, await encoder.encodeWithPrompt(['mine: born'], ''))).toBe(
        0,
      );
    });
  });

  it('says that a bare folder gets mean pooling, and does not read prompts there', async () => {
    await using(variant('bare'), {}, (encoder, warnings) => {
      expect(warnings.join()).toMatch(/no modules\.json: mean pooling/);
      expect(encoder.promptFor({ role: 'query' })).toBe('');
      expect(encoder.similarity).toBe('cosine');
      return Promise.resolve();
    });
  });

  it('cuts at the position table when the configuration allows more, and says so', async () => {
    await withVariant('bpe-model-only', async (folder) => {
      editJson(folder, 'sentence_bert_config.json', { max_seq_length: 500 });
      await using(folder, {}, async (encoder, warnings) => {
        expect(encoder.maxTokens).toBe(64);
        expect(warnings.join()).toMatch(/500 tokens.*64 positions/);
        expect(await encoder.encode(['born free '.repeat(200)], { role: 'query' })).toHaveLength(
          16,
        );
      });
    });
  });
});

describe('identity', () => {
  const identity = (
    folder: string,
    options: OpenEncoderOptions = {},
  ): Promise<[string, string, string]> =>
    using(folder, options, (encoder) =>
      Promise.resolve([encoder.id.name, encoder.id.revision, encoder.fingerprint]),
    );

  it('revision and fingerprint follow the content: not the place, the card or a stray file, but any configuration', async () => {
    const [, revision, fingerprint] = await identity(variant('pool-max'));
    expect(revision).toMatch(/^[0-9a-f]{40}$/);
    await withVariant('pool-max', async (folder) => {
      writeFileSync(join(folder, 'README.md'), 'read me');
      writeFileSync(
        join(folder, 'glottobench.json'),
        '{"name": "us/tiny", "batch_sampling": {"kind": "hybrid", "alpha": 0.5}}',
      );
      expect(await identity(folder)).toEqual(['us/tiny', revision, fingerprint]);
      editJson(folder, '1_Pooling/config.json', { pooling_mode: 'mean' });
      const [, another, other] = await identity(folder);
      expect(another).not.toBe(revision);
      expect(other).not.toBe(fingerprint);
    });
  });

  it('settings that change vectors change the fingerprint; a name from outside is taken', async () => {
    const [name, , fingerprint] = await identity(variant('pool-max'));
    expect(name).toBe('local/pool-max');
    const [, , cut] = await identity(variant('pool-max'), { maxTokens: 4 });
    const [, , truncated] = await identity(variant('pool-max'), { truncateDim: 4 });
    expect(new Set([fingerprint, cut, truncated]).size).toBe(3);
    expect(
      (await identity(variant('pool-max'), { id: { name: 'a/b', revision: 'c' } })).slice(0, 2),
    ).toEqual(['a/b', 'c']);
  });
});
