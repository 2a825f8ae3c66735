import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editJson } from '../../support/checkpoint-copy.js';

type Modules = { path: string; type: string }[];
const modules = (folder: string, change: (list: Modules) => unknown): void =>
  editJson(folder, 'modules.json', (value) => change(value as unknown as Modules));
const renamed = (list: Modules, index: number, member: Partial<Modules[number]>): Modules =>
  list.map((item, i) => (i === index ? { ...item, ...member } : item));

/** What is broken, in which variant, how; and what the one error says. */

export const DAMAGES: [
  string,
  string,
  (folder: string) => void,
  { code: string; exit: number; says: RegExp; where: RegExp },
][] = [
  [
    'a path with ..',
    'pool-max',
    (f) => modules(f, (l) => renamed(l, 1, { path: '../1_Pooling' })),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /"\.\.\/1_Pooling" leads out/,
      where: /modules\.json/,
    },
  ],
  [
    'an absolute path',
    'pool-max',
    (f) => modules(f, (l) => renamed(l, 1, { path: '/etc' })),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /"\/etc" leads out/, where: /modules\.json/ },
  ],
  [
    'a Windows path',
    'pool-max',
    (f) => modules(f, (l) => renamed(l, 1, { path: 'a\\..\\..\\x' })),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /leads out/, where: /modules\.json/ },
  ],
  [
    'an unknown module',
    'pool-max',
    (f) => modules(f, (l) => renamed(l, 1, { type: 'sentence_transformers.models.CNN' })),
    {
      code: 'GB_ARCHITECTURE_UNKNOWN',
      exit: 2,
      says: /models\.CNN" is not supported/,
      where: /modules\.json/,
    },
  ],
  [
    'foreign code',
    'pool-max',
    (f) => modules(f, (l) => renamed(l, 1, { type: 'my_code.Pooling' })),
    { code: 'GB_ARCHITECTURE_UNKNOWN', exit: 2, says: /my_code\.Pooling/, where: /modules\.json/ },
  ],
  [
    'modules in a senseless order',
    'pool-max',
    (f) => modules(f, (l) => [...l].reverse()),
    {
      code: 'GB_ARCHITECTURE_UNKNOWN',
      exit: 2,
      says: /Pooling, Transformer/,
      where: /modules\.json/,
    },
  ],
  [
    'broken JSON',
    'pool-max',
    (f) => writeFileSync(join(f, 'modules.json'), '[{'),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /not valid JSON/, where: /modules\.json/ },
  ],
  [
    'broken JSON of the tokenizer',
    'pool-max',
    (f) => writeFileSync(join(f, 'tokenizer.json'), '{"model": '),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /not valid JSON/, where: /tokenizer\.json/ },
  ],
  [
    'a tokenizer that the library refuses',
    'byte-fallback',
    (f) => editJson(f, 'tokenizer.json', { pre_tokenizer: { type: 'Nonsense' } }),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /cannot be built/, where: /tokenizer\.json/ },
  ],
  [
    'no tokenizer',
    'pool-max',
    (f) => rmSync(join(f, 'tokenizer.json')),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /no tokenizer/, where: /model/ },
  ],
  [
    'a SentencePiece model that is none',
    'spiece-only',
    (f) => writeFileSync(join(f, 'spiece.model'), 'not a model'),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /not a SentencePiece model/,
      where: /spiece\.model/,
    },
  ],
  [
    'no config.json',
    'pool-max',
    (f) => rmSync(join(f, 'config.json')),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /no config\.json/, where: /model/ },
  ],
  [
    'an unknown pooling mode',
    'pool-list',
    (f) => editJson(f, '1_Pooling/config.json', { pooling_mode: ['mean', 'median'] }),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /no pooling mode "median"/,
      where: /1_Pooling\/config\.json/,
    },
  ],
  [
    'a pooling flag of the wrong type',
    'pool-max',
    (f) => editJson(f, '1_Pooling/config.json', { pooling_mode_cls_token: 'yes' }),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /must be true or false/, where: /1_Pooling/ },
  ],
  [
    'no pooling configuration',
    'pool-max',
    (f) => rmSync(join(f, '1_Pooling/config.json')),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /Pooling module has no config/,
      where: /1_Pooling/,
    },
  ],
  [
    'a Dense of another width',
    'heads',
    (f) => editJson(f, '2_Dense/config.json', { in_features: 17 }),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /takes 17 components.*gives 16/,
      where: /2_Dense/,
    },
  ],
  [
    'a Dense whose weights have another shape',
    'heads',
    (f) => editJson(f, '2_Dense/config.json', { out_features: 21 }),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /linear\.weight.*\[20, 16\].*\[21, 16\]/,
      where: /2_Dense/,
    },
  ],
  [
    'a Dense without its bias',
    'heads',
    (f) => editJson(f, '2_Dense/config.json', { bias: true }),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /linear\.bias" is missing/, where: /2_Dense/ },
  ],
  [
    'an unknown activation',
    'heads',
    (f) =>
      editJson(f, '2_Dense/config.json', {
        activation_function: 'torch.nn.modules.activation.GLU',
      }),
    { code: 'GB_ARCHITECTURE_UNKNOWN', exit: 2, says: /GLU" is not supported/, where: /2_Dense/ },
  ],
  [
    'a head on token vectors',
    'heads',
    (f) => editJson(f, '5_Normalize/config.json', { module_input_name: 'token_embeddings' }),
    { code: 'GB_ARCHITECTURE_UNKNOWN', exit: 2, says: /token_embeddings/, where: /5_Normalize/ },
  ],
  [
    'a default prompt that is not there',
    'prompt-default',
    (f) => editJson(f, 'config_sentence_transformers.json', { default_prompt_name: 'nope' }),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /no prompt "nope"/,
      where: /config_sentence_transformers\.json/,
    },
  ],
  [
    'a prompt that is no text',
    'prompt-default',
    (f) => editJson(f, 'config_sentence_transformers.json', { prompts: { query: 3 } }),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /"query" must be a string/,
      where: /config_sentence_transformers\.json.*/,
    },
  ],
  [
    'a cross-encoder',
    'prompt-default',
    (f) => editJson(f, 'config_sentence_transformers.json', { model_type: 'CrossEncoder' }),
    { code: 'GB_ARCHITECTURE_UNKNOWN', exit: 2, says: /a CrossEncoder/, where: /config_sentence/ },
  ],
  [
    'a max_seq_length that is none',
    'pool-max',
    (f) => editJson(f, 'sentence_bert_config.json', { max_seq_length: -3 }),
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /at least 1/, where: /sentence_bert_config/ },
  ],
  [
    'more tokens than rows',
    'pool-max',
    addToken,
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /ids up to 5000.*matrix has \d+ rows/,
      where: /model/,
    },
  ],
  [
    'a card with an unknown key',
    'pool-max',
    (f) => writeFileSync(join(f, 'glottobench.json'), '{"backbone": "xlmr", "bach_sampling": {}}'),
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /card does not match/,
      where: /glottobench\.json/,
    },
  ],
  [
    'a link out of the folder',
    'pool-max',
    linkOut,
    {
      code: 'GB_CHECKPOINT_CORRUPT',
      exit: 4,
      says: /points outside/,
      where: /tokenizer_config\.json/,
    },
  ],
  [
    'a module folder that is a link',
    'pool-max',
    linkFolder,
    { code: 'GB_CHECKPOINT_CORRUPT', exit: 4, says: /points outside/, where: /1_Pooling/ },
  ],
];

function addToken(folder: string): void {
  editJson(folder, 'tokenizer.json', (value) => {
    const model = value['model'] as { vocab: Record<string, number> };
    return { ...value, model: { ...model, vocab: { ...model.vocab, extra: 5000 } } };
  });
}

function linkOut(folder: string): void {
  writeFileSync(join(folder, '..', 'outside.json'), '{}');
  rmSync(join(folder, 'tokenizer_config.json'));
  symlinkSync('../outside.json', join(folder, 'tokenizer_config.json'));
}

function linkFolder(folder: string): void {
  mkdirSync(join(folder, '..', 'outside'));
  writeFileSync(join(folder, '..', 'outside', 'config.json'), '{"pooling_mode": "max"}');
  rmSync(join(folder, '1_Pooling'), { recursive: true });
  symlinkSync('../outside', join(folder, '1_Pooling'));
}
