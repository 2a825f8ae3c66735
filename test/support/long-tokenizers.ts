import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { template, type TokenizerJson } from '../../src/models/tokenizer/tokenizer-json.js';
import type { JsonValue } from '../../src/base/json.js';
import { ADDED } from './long-texts.js';

const FIXTURES = 'test/fixtures/tokenizers';

const model = (name: 'wordpiece' | 'unigram' | 'bpe'): TokenizerJson['model'] =>
  JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as TokenizerJson['model'];

const charsmap = (): JsonValue => ({
  type: 'Precompiled',
  precompiled_charsmap: gunzipSync(readFileSync(join(FIXTURES, 'nmt_nfkc.charsmap.gz'))).toString(
    'base64',
  ),
});

const sequence = (key: 'normalizers' | 'pretokenizers', ...members: JsonValue[]): JsonValue => ({
  type: 'Sequence',
  [key]: members,
});
const metaspace = (scheme: 'always' | 'first' | 'never' = 'always', split = true): JsonValue => ({
  type: 'Metaspace',
  replacement: '\u2581',
  prepend_scheme: scheme,
  split,
});
const byteLevel = (prefix = false, useRegex = true): JsonValue => ({
  type: 'ByteLevel',
  add_prefix_space: prefix,
  trim_offsets: true,
  use_regex: useRegex,
});
const bert = (lowercase = false, han = true): JsonValue => ({
  type: 'BertNormalizer',
  clean_text: true,
  handle_chinese_chars: han,
  strip_accents: null,
  lowercase,
});
const QWEN =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const LLAMA = QWEN.replace('|\\p{N}|', '|\\p{N}{1,3}|');
const split = (regex: string): JsonValue => ({
  type: 'Split',
  pattern: { Regex: regex },
  behavior: 'Isolated',
  invert: false,
});
const WHITE: JsonValue = { type: 'WhitespaceSplit' };
const BERT: JsonValue = { type: 'BertPreTokenizer' };

type Parts = readonly [
  'wordpiece' | 'unigram' | 'bpe',
  normalizer: JsonValue,
  preTokenizer: JsonValue,
];

/** Tokenizers as they lie in folders of the hub, for which a rule is proved. */
export const CUT: Readonly<Record<string, () => Parts>> = {
  WordPiece: () => ['wordpiece', bert(), BERT],
  'XLM-R': () => ['unigram', charsmap(), sequence('pretokenizers', WHITE, metaspace())],
  T5: () => [
    'unigram',
    sequence(
      'normalizers',
      charsmap(),
      { type: 'Strip', strip_left: false, strip_right: true },
      { type: 'Replace', pattern: { Regex: ' {2,}' }, content: '\u2581' },
    ),
    metaspace(),
  ],
  'byte-level BPE': () => ['bpe', null, byteLevel()],
  'WordPiece, lower case': () => ['wordpiece', bert(true), BERT],
  'WordPiece, lower case first, no Han': () => [
    'wordpiece',
    sequence('normalizers', { type: 'Lowercase' }, bert(false, false)),
    BERT,
  ],
  'Unigram, Nmt': () => [
    'unigram',
    sequence(
      'normalizers',
      { type: 'Nmt' },
      { type: 'NFKC' },
      { type: 'Replace', pattern: { String: 'ß' }, content: 'ss' },
    ),
    metaspace('first'),
  ],
  ALBERT: () => [
    'unigram',
    sequence(
      'normalizers',
      { type: 'Replace', pattern: { String: '``' }, content: '"' },
      { type: 'Replace', pattern: { String: "''" }, content: '"' },
      { type: 'NFKD' },
      { type: 'StripAccents' },
      { type: 'Lowercase' },
      charsmap(),
    ),
    sequence('pretokenizers', WHITE, metaspace()),
  ],
  ModernBERT: () => ['bpe', { type: 'NFC' }, byteLevel()],
  RoBERTa: () => ['bpe', null, byteLevel(true)],
  Qwen: () => [
    'bpe',
    { type: 'NFC' },
    sequence('pretokenizers', split(QWEN), byteLevel(false, false)),
  ],
  Llama: () => ['bpe', null, sequence('pretokenizers', split(LLAMA), byteLevel(false, false))],
  'digits first': () => [
    'unigram',
    { type: 'NFKC' },
    sequence(
      'pretokenizers',
      { type: 'Digits', individual_digits: true },
      { type: 'Punctuation' },
      { type: 'Whitespace' },
    ),
  ],
};

/** Tokenizers with no place that is sure. */
export const NOT_CUT: Readonly<Record<string, () => Parts>> = {
  'no pre-tokenizer': () => ['unigram', charsmap(), null],
  'Metaspace that does not split': () => ['unigram', charsmap(), metaspace('always', false)],
  'a normaliser that takes blanks away': () => [
    'unigram',
    { type: 'Replace', pattern: { Regex: ' {2,}' }, content: '' },
    metaspace(),
  ],
  'a pattern of its own': () => ['bpe', null, split('\\w+ \\w+|.')],
  'bytes before the cut': () => ['bpe', { type: 'ByteLevel' }, split(QWEN)],
  'ByteLevel without its pattern': () => ['bpe', null, byteLevel(false, false)],
};

/** The whole of such a tokenizer, with tokens added to its vocabulary. */
export function tokenizerJson(parts: Parts, added: readonly object[] = ADDED): TokenizerJson {
  const [kind, normalizer, preTokenizer] = parts;
  const built = model(kind);
  const size = Array.isArray(built.vocab) ? built.vocab.length : Object.keys(built.vocab).length;
  const id = (token: string): number =>
    Array.isArray(built.vocab)
      ? built.vocab.findIndex(([piece]) => piece === token)
      : (built.vocab[token] ?? 0);
  const [begin, end] = kind === 'wordpiece' ? ['[CLS]', '[SEP]'] : ['<s>', '</s>'];
  const specials = [begin, end, kind === 'wordpiece' ? '[UNK]' : '<unk>'].map((content) => ({
    id: id(content),
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  }));
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      ...specials,
      ...(added as (typeof ADDED)[number][]).map((token, i) => ({
        ...token,
        id: size + i,
        special: false,
      })),
    ],
    normalizer,
    pre_tokenizer: preTokenizer,
    post_processor: template([{ token: begin, id: id(begin) }], [{ token: end, id: id(end) }]),
    decoder: null,
    model: built,
  };
}

/** Writes a tokenizer as a folder that is opened as it is. */
export function writeTokenizer(folder: string, json: TokenizerJson, config: object = {}): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(json));
  writeFileSync(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({ tokenizer_class: 'PreTrainedTokenizerFast', ...config }),
  );
}
