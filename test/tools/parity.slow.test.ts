import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkParity } from '../../tools/parity/check-parity.js';
import { readGolden } from '../../tools/parity/golden.js';
import { goldenFolders } from '../support/golden.js';
import { VARIANTS, editJson, variant, withVariant } from '../support/checkpoint-copy.js';

const SHARED = join('..', 'shared', 'checkpoints');
const REAL = process.env['GLOTTOBENCH_REAL_MODELS'];

describe.each([
  ['variants of modules, prompts and tokenizers', VARIANTS],
  ['golden checkpoints', SHARED],
  ['real models', REAL ?? ''],
])('%s equal sentence-transformers', (title, root) => {
  const names = goldenFolders(root);
  if (names.length === 0) {
    const reason = root === '' ? 'GLOTTOBENCH_REAL_MODELS is not set' : `${root} is not there`;
    process.stderr.write(`skipped: ${title}: ${reason}\n`);
    it.skip(reason, () => undefined);
  }
  for (const name of names) {
    it(
      name,
      async () => {
        const result = await checkParity(join(root, name));
        expect(result).toMatchObject({ passed: true, differentIds: [] });
        expect(result.minCosine).toBeGreaterThanOrEqual(1 - 1e-5);
        expect(result.maxRelativeL2).toBeLessThanOrEqual(2e-5);
      },
      900_000,
    );
  }
});

it('covers 24 variants, and all 13 golden checkpoints where they are', () => {
  expect(goldenFolders(VARIANTS).length).toBe(24);
  if (existsSync(SHARED)) expect(goldenFolders(SHARED).length).toBe(13);
});

describe('a wrong reading of the checkpoint is a miss', () => {
  const breaks: [string, string, string, Record<string, unknown>][] = [
    ['another pooling', 'pool-max', '1_Pooling/config.json', { pooling_mode: 'mean' }],
    [
      'the order of a concatenation',
      'pool-list',
      '1_Pooling/config.json',
      { pooling_mode: ['cls', 'lasttoken', 'weightedmean', 'mean_sqrt_len_tokens', 'max', 'mean'] },
    ],
    [
      'the prompt in the pooling',
      'prompt-excluded',
      '1_Pooling/config.json',
      { include_prompt: true },
    ],
    [
      'another activation',
      'heads',
      '2_Dense/config.json',
      { activation_function: 'torch.nn.modules.activation.SiLU' },
    ],
    [
      'another prompt',
      'prompt-default',
      'config_sentence_transformers.json',
      { prompts: { query: 'ask about right: ', document: 'text: ', cluster: 'Topic: ' } },
    ],
    [
      'an ignored default prompt',
      'prompt-default',
      'config_sentence_transformers.json',
      { default_prompt_name: null },
    ],
    [
      'an ignored truncation',
      'st-lower-case',
      'tokenizer_config.json',
      { truncation_side: 'right' },
    ],
    [
      'an ignored lower-casing',
      'st-lower-case',
      'sentence_bert_config.json',
      { do_lower_case: false },
    ],
    [
      'tokenizer.json as it stands',
      'class-overrides',
      'tokenizer_config.json',
      { tokenizer_class: 'PreTrainedTokenizerFast' },
    ],
    [
      'byte fallback where Python has none',
      'byte-fallback-class',
      'tokenizer_config.json',
      { tokenizer_class: 'PreTrainedTokenizerFast' },
    ],
    [
      'an ignored query_length',
      'task-lengths',
      'sentence_bert_config.json',
      { query_length: null },
    ],
  ];
  it.each(breaks)('%s (%s)', async (_what, name, file, change) => {
    const golden = await readGolden(variant(name));
    await withVariant(name, async (folder) => {
      editJson(folder, file, change);
      expect((await checkParity(folder, golden)).passed).toBe(false);
    });
  });
});
