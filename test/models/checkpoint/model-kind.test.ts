import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCheckpoint } from '../../../src/models/checkpoint/checkpoint.js';
import { refuseOtherTypes } from '../../../src/models/checkpoint/model-kind.js';
import { modelRegistry } from '../../../src/registry/models/model-registry.js';
import { editJson, withVariant } from '../../support/checkpoint-copy.js';
import { runCommand } from '../../support/run-command.js';

/** A bare folder of transformers, with a change of its config.json and further files. */
function refusalOf(
  change: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  return withVariant('bare', (folder) => {
    editJson(folder, 'config.json', change);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return readCheckpoint(folder).then(
      () => 'opened',
      (error: unknown) => error,
    );
  });
}

describe('what a model is', () => {
  it.each([
    [
      { architectures: ['XLMRobertaForSequenceClassification'] },
      {},
      /XLMRobertaForSequenceClassification is a reranker/,
    ],
    [
      { architectures: ['LlamaForCausalLM'], num_labels: 1 },
      {},
      /LlamaForCausalLM with 1 labels is a reranker/,
    ],
    [{ architectures: ['HF_ColBERT'] }, {}, /HF_ColBERT is a late-interaction model/],
    [{}, { 'artifact.metadata': '{}' }, /artifact.metadata is a late-interaction model/],
    [
      {},
      {
        'modules.json': JSON.stringify([
          {
            idx: 0,
            name: '0',
            path: '',
            type: 'sentence_transformers.sparse_encoder.models.MLMTransformer',
          },
        ]),
      },
      /MLMTransformer" is a sparse encoder/,
    ],
    [
      {},
      {
        'modules.json': JSON.stringify([
          { idx: 0, name: '0', path: '', type: 'pylate.models.Dense' },
        ]),
      },
      /pylate.models.Dense" is a late-interaction model/,
    ],
  ])('%j %j is refused by name', async (change, files, message) => {
    expect(await refusalOf(change, files)).toMatchObject({
      code: 'GB_ARCHITECTURE_UNKNOWN',
      message: expect.stringMatching(message),
    });
  });

  it('takes the saved class of a backbone as it is', async () => {
    expect(await refusalOf({ architectures: ['XLMRobertaForMaskedLM'] })).toBe('opened');
  });

  it('refuses every model of the registry that is not dense before anything is fetched', async () => {
    const others = modelRegistry().models.filter(
      ({ model_type: types }) => !types.includes('dense'),
    );
    expect(others.length).toBeGreaterThan(100);
    for (const { name, model_type: types } of others)
      expect(() => refuseOtherTypes(name, types)).toThrow(new RegExp(`is a `));
    const { status, err } = await runCommand(
      'run -m BAAI/bge-reranker-v2-m3 -t UDHRRetrieval --offline --dry-run'.split(' '),
    );
    expect([status, err]).toEqual([
      2,
      expect.stringMatching(/BAAI\/bge-reranker-v2-m3 is a reranker/),
    ]);
  });
});
