import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openTransformer } from '../../../src/models/graph/open-transformer.js';
import { rewriteConfig, rewriteSafetensors, withCopy } from '../../support/bad-checkpoints.js';
import { entry, expectCorrupt, QUERY } from './damaged-copy.js';

describe('tensors that contradict config.json', () => {
  it('a missing tensor is named, with what comes near', () =>
    withCopy('bert-odd', async (folder) => {
      rewriteSafetensors(folder, (header) => ({
        text: JSON.stringify(header).replace(QUERY, `${QUERY}_`),
      }));
      await expect(openTransformer(folder)).rejects.toMatchObject({
        code: 'GB_CHECKPOINT_CORRUPT',
        message: expect.stringContaining(`"${QUERY}" is missing`),
        hint: expect.stringContaining(`${QUERY}_`),
      });
    }));

  it('a wrong shape is named with both shapes', () =>
    expectCorrupt(
      (folder) => rewriteConfig(folder, { intermediate_size: 44 }),
      'model.safetensors',
      'encoder.layer.0.intermediate.dense.weight',
      '[40, 42]',
      '[44, 42]',
    ));

  it('whole numbers are no weights', () =>
    expectCorrupt(
      (folder) =>
        rewriteSafetensors(folder, (header) => {
          entry(header, QUERY).dtype = 'I32';
          return undefined;
        }),
      'model.safetensors',
      QUERY,
      'I32',
    ));

  it.each([
    [{ hidden_size: '42' }, 'hidden_size'],
    [{ num_attention_heads: 0 }, 'num_attention_heads'],
    [{ num_attention_heads: 5 }, 'cannot be cut into 5 heads'],
    [{ layer_norm_eps: -1 }, 'layer_norm_eps'],
    [{ is_decoder: true }, 'is_decoder'],
    [{ position_embedding_type: 'relative_key' }, 'position_embedding_type'],
  ])('config %j is refused by its key', (change, named) =>
    expectCorrupt((folder) => rewriteConfig(folder, change), '', named),
  );

  it('broken JSON is named', () =>
    expectCorrupt(
      (folder) => writeFileSync(join(folder, 'config.json'), '{"model_type": '),
      'config.json',
      'JSON',
    ));

  it('an unknown architecture ends with exit code 2 and lists the known ones', () =>
    withCopy('bert-odd', async (folder) => {
      rewriteConfig(folder, { model_type: 'mamba' });
      await expect(openTransformer(folder)).rejects.toMatchObject({
        code: 'GB_ARCHITECTURE_UNKNOWN',
        exitCode: 2,
        message: expect.stringMatching(/"mamba".*bert, distilbert, xlm-roberta/),
      });
    }));
});
