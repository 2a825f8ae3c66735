import { describe, expect, it } from '@jest/globals';
import {
  addedSpecial,
  idOf,
  maxId,
  template,
} from '../../../src/models/tokenizer/tokenizer-json.js';
import type { TokenizerConfig } from '../../../src/models/tokenizer/tokenizer-config.js';
import { unigramParts } from '../../../src/models/tokenizer/unigram.js';

const config = (special: Record<string, string> = {}, prefix?: boolean): TokenizerConfig => ({
  className: undefined,
  modelMaxLength: undefined,
  truncationSide: 'right',
  paddingSide: 'right',
  flag: (key) => (key === 'add_prefix_space' ? prefix : undefined),
  count: () => undefined,
  special: (key) => special[key],
});
const full: [string, number][] = ['<s>', '<pad>', '</s>', '<unk>', 'a', '[B]', '[E]'].map(
  (token, i) => [token, -i],
);

describe('the parts of a unigram tokenizer', () => {
  it.each([
    [
      'xlm-roberta',
      full,
      {},
      [
        ['<s>', 0],
        ['</s>', 2],
      ],
    ],
    [
      'xlm-roberta',
      full.slice(3),
      {},
      [
        ['<s>', 0],
        ['</s>', 2],
      ],
    ],
    [
      'xlm-roberta',
      full,
      { bos_token: '[B]', eos_token: '[E]' },
      [
        ['[B]', 5],
        ['[E]', 6],
      ],
    ],
    ['t5', full, {}, [['</s>', 2]]],
    ['t5', full.slice(3), {}, [['</s>', 1]]],
    ['t5', full, { eos_token: '[E]' }, [['</s>', 6]]],
  ] as const)(
    '%s puts the special tokens that transformers puts (%#)',
    (family, vocabulary, special, wanted) => {
      const { post_processor: made } = unigramParts(
        family,
        [...vocabulary],
        undefined,
        config(special),
      );
      const tokens = (made as { special_tokens: Record<string, { ids: number[] }> }).special_tokens;
      expect(Object.entries(tokens).map(([token, { ids }]) => [token, ids[0]])).toEqual(
        expect.arrayContaining(wanted.map((pair) => [...pair])),
      );
      expect(Object.keys(tokens)).toHaveLength(wanted.length);
    },
  );

  it('differ in the unknown token, and in the blank before a text where it is switched off', () => {
    const of = (family: 'xlm-roberta' | 't5', prefix?: boolean): unknown[] => {
      const { model, decoder } = unigramParts(family, full, 'map', config({}, prefix));
      const { unk_id } = model as { unk_id: number };
      return [unk_id, (decoder as { prepend_scheme: string }).prepend_scheme];
    };
    expect(of('xlm-roberta')).toEqual([3, 'always']);
    expect(of('xlm-roberta', true)).toEqual([3, 'always']);
    expect(of('xlm-roberta', false)).toEqual([3, 'never']);
    expect(of('t5', false)).toEqual([2, 'always']);
    const { normalizer } = unigramParts('t5', full, undefined, config());
    expect(normalizer).toBeNull();
  });
});

describe('ids of tokens', () => {
  it('are places in a list and values in a table', () => {
    expect(idOf(full, '<s>')).toBe(0);
    expect(idOf(full, '[E]')).toBe(6);
    expect(idOf(full, 'none')).toBeUndefined();
    expect(idOf({ a: 7, b: 0 }, 'a')).toBe(7);
    expect(idOf({ a: 7 }, 'b')).toBeUndefined();
  });

  it('go up to the greatest of vocabulary and added tokens', () => {
    const json = (vocab: object, added: number[]): Parameters<typeof maxId>[0] =>
      ({
        model: { vocab },
        added_tokens: added.map((id) => addedSpecial(id, `<${String(id)}>`)),
      }) as unknown as Parameters<typeof maxId>[0];
    expect(maxId(json(full, []))).toBe(6);
    expect(maxId(json(full, [5, 9]))).toBe(9);
    expect(maxId(json({ a: 3, b: 12 }, [5]))).toBe(12);
  });

  it('of a template stand around the text', () => {
    expect(template([{ token: 'B', id: 1 }], [{ token: 'E', id: 2 }])).toMatchSnapshot();
    expect(template([], [])).toMatchSnapshot();
  });
});
