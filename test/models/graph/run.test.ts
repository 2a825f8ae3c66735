import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ARCHITECTURES } from '../../../src/models/graph/architectures.js';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import type { Transformer } from '../../../src/models/graph/transformer-types.js';
import { embed, readGolden } from '../../support/golden.js';
import { useTemporaryCache } from '../../support/temporary-cache.js';

useTemporaryCache();

const fixture = (name: string): string => join('test/fixtures/checkpoints', name);

async function withModel(name: string, use: (model: Transformer) => Promise<void>): Promise<void> {
  const model = await openTransformer(fixture(name), { threads: 1 });
  try {
    await use(model);
  } finally {
    await model.close();
  }
}

describe('Transformer.run', () => {
  it.each(['bert-odd', 'xlmr-padding-3', 'distilbert-relu', 't5-relu', 'modernbert'])(
    '%s: a text alone and among 63 others differ by at most 1e-5',
    (name) =>
      withModel(name, async (model) => {
        const { runs } = readGolden(fixture(name));
        const texts = runs[0]?.input_ids ?? [];
        const crowd = Array.from({ length: 64 }, (_, i) => texts[i % texts.length] ?? []);
        const together = await embed(model, crowd, 'mean');
        for (const [row, ids] of texts.entries()) {
          const [alone] = await embed(model, [ids], 'mean');
          alone?.forEach((value, i) =>
            expect(Math.abs(value - (together[row]?.[i] ?? NaN))).toBeLessThanOrEqual(1e-5),
          );
        }
      }),
  );

  it('refuses ids the embedding matrix does not have', () =>
    withModel('bert-odd', async (model) => {
      for (const id of [60n, -1n]) {
        await expect(
          model.run(BigInt64Array.of(id), BigInt64Array.of(1n), 1, 1),
        ).rejects.toMatchObject({
          code: 'GB_CHECKPOINT_CORRUPT',
          message: expect.stringContaining(`token id ${id}`),
        });
      }
    }));

  it('refuses more tokens than there are positions', () =>
    withModel('roberta-untied', async (model) => {
      const run = (columns: number): Promise<Float32Array> =>
        model.run(
          new BigInt64Array(columns).fill(5n),
          new BigInt64Array(columns).fill(1n),
          1,
          columns,
        );
      expect((await run(42)).length).toBe(42 * 24);
      await expect(run(43)).rejects.toMatchObject({
        message: expect.stringContaining('43 tokens, the model has positions for 42'),
      });
    }));
});

describe('what a Transformer says of itself', () => {
  it.each([
    [
      'bert-odd',
      {
        architecture: 'BertModel',
        backbone: 'bert',
        hiddenSize: 42,
        vocabularySize: 60,
        maxPositions: 40,
        precision: 'fp32',
      },
    ],
    ['bert-half-norms', { precision: 'fp16' }],
    [
      'bert-bin-sharded',
      {
        precision: 'mixed',
        files: ['pytorch_model-00001-of-00002.bin', 'pytorch_model-00002-of-00002.bin'],
      },
    ],
    [
      'distilbert-prefix',
      { architecture: 'DistilBertForMaskedLM', backbone: 'distilbert', hiddenSize: 30 },
    ],
    ['roberta-untied', { backbone: 'roberta', maxPositions: 42 }],
    ['xlmr-padding-3', { backbone: 'xlmr', maxPositions: 40 }],
    ['mt5-untied', { backbone: 'mt5', maxPositions: null, hiddenSize: 24 }],
    ['t5-relu', { backbone: 't5' }],
    ['modernbert', { backbone: 'modernbert', maxPositions: 64 }],
  ] as const)('%s', (name, expected) =>
    withModel(name, (model) => {
      expect(model).toMatchObject(expected);
      return Promise.resolve();
    }),
  );

  it('counts the parameters that the network uses', () =>
    withModel('distilbert-relu', ({ parameters }) => {
      const [dim, wide] = [30, 44];
      expect(parameters).toBe(
        (60 + 40) * dim +
          2 * dim +
          2 * (4 * (dim * dim + dim) + 2 * 2 * dim + 2 * dim * wide + wide + dim),
      );
      return Promise.resolve();
    }));

  it('every model type is served by one architecture', () => {
    const types = ARCHITECTURES.flatMap(({ modelTypes }) => modelTypes);
    expect(new Set(types).size).toBe(types.length);
  });

  it('an execution provider that is not there is a wrong option, not a wrong checkpoint', async () => {
    await expect(
      openTransformer(fixture('bert-odd'), { provider: 'abacus' }),
    ).rejects.toMatchObject({ code: 'GB_USAGE', message: expect.stringContaining('"abacus"') });
  });
});
