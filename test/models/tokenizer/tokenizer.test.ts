import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTokenizer } from '../../../src/models/tokenizer/tokenizer.js';
import { pythonClass } from '../../../src/models/tokenizer/python-class.js';
import { wellFormed } from '../../../src/models/tokenizer/well-formed.js';
import { editJson, variant, withVariant } from '../../support/checkpoint-copy.js';

describe('tokenizer', () => {
  it('cuts at the given length, keeps the last special token, and calls with different limits do not disturb each other', async () => {
    const tokenizer = await openTokenizer(variant('pool-max'));
    const long = 'born free and equal '.repeat(20);
    const limits = [null, 5, 12, null, 3];
    const found = await Promise.all(limits.map((limit) => tokenizer.encode([long], limit)));
    const whole = found[0]?.[0] ?? [];
    expect(whole.length).toBeGreaterThan(80);
    limits.forEach((limit, i) => {
      const ids = found[i]?.[0] ?? [];
      expect(ids.length).toBe(limit ?? whole.length);
      expect(ids[0]).toBe(whole[0]);
      expect(ids[ids.length - 1]).toBe(whole[whole.length - 1]);
    });
  });

  it('does not pad or cut as the file itself says', async () => {
    const tokenizer = await openTokenizer(variant('own-truncation'));
    const [short, long] = await tokenizer.encode(
      ['x', 'All human beings are born free and equal'],
      64,
    );
    expect(short?.length).toBe(3);
    expect(long?.length).toBeGreaterThan(7);
  });

  it('measures a prompt without the special token at its end', async () => {
    const wordPiece = await openTokenizer(variant('prompt-excluded'));
    const ids = (await wordPiece.encode(['text: '], null))[0] ?? [];
    expect(await wordPiece.promptLength('text: ', null)).toBe(ids.length - 1);
    const limited = await wordPiece.promptLength('text: text: text: text: ', 4);
    expect(limited).toBe(3);
  });

  it('reads a lone surrogate as U+FFFD and leaves pairs alone', async () => {
    expect(wellFormed('a\ud800b\udc00\u{1F600}')).toBe('a\ufffdb\ufffd\u{1F600}');
    const tokenizer = await openTokenizer(variant('pool-max'));
    const [broken, replaced] = await tokenizer.encode(
      ['born \ud83d free', 'born \ufffd free'],
      null,
    );
    expect(broken).toEqual(replaced);
  });

  it('counts ids to the largest one, gaps and added tokens included', async () => {
    await withVariant('pool-max', async (folder) => {
      const before = (await openTokenizer(folder)).size;
      editJson(folder, 'tokenizer.json', (value) => ({
        ...value,
        added_tokens: [
          ...(value['added_tokens'] as unknown[]),
          {
            id: before + 9,
            content: '<new>',
            single_word: false,
            lstrip: false,
            rstrip: false,
            normalized: false,
            special: false,
          },
        ],
      }));
      expect((await openTokenizer(folder)).size).toBe(before + 10);
    });
  });

  it('names the parts in which the Python class overrides the file, and nothing when they say the same', async () => {
    const doubts = async (name: string): Promise<string> =>
      (await openTokenizer(variant(name))).doubts.join();
    expect(await doubts('class-overrides')).toMatch(/BertTokenizer.*\(normalizer\)/);
    expect(await doubts('byte-fallback-class')).toMatch(
      /XLMRobertaTokenizer.*\(normalizer, pre_tokenizer, model\)/,
    );
    expect(await doubts('byte-fallback')).toBe('');
    expect(await doubts('pool-max')).toBe('');
  });

  it('doubts padding on the left', async () => {
    await withVariant('pool-max', async (folder) => {
      editJson(folder, 'tokenizer_config.json', { padding_side: 'left' });
      expect((await openTokenizer(folder)).doubts.join()).toMatch(/pads on the left/);
    });
  });

  it('gives repeated lines of vocab.txt the last id, as a Python dictionary', async () => {
    await withVariant('vocab-txt', async (folder) => {
      writeFileSync(
        join(folder, 'vocab.txt'),
        '[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nborn\nfree\nborn\n',
      );
      const tokenizer = await openTokenizer(folder);
      expect(await tokenizer.encode(['BORN free'], null)).toEqual([[2, 7, 6, 3]]);
    });
  });
});

describe('class by which transformers 5 loads a tokenizer', () => {
  it.each([
    ['BertTokenizerFast', 'bert', 'BertTokenizer', 'wordpiece'],
    [undefined, 'distilbert', 'BertTokenizer', 'wordpiece'],
    [undefined, 'mt5', 'T5Tokenizer', 't5'],
    ['XLMRobertaTokenizer', 'bert', 'XLMRobertaTokenizer', 'xlm-roberta'],
    ['PreTrainedTokenizerFast', 'bert', 'TokenizersBackend', undefined],
    [undefined, undefined, 'TokenizersBackend', undefined],
    ['CamembertTokenizer', 'camembert', 'CamembertTokenizer', undefined],
  ])('%s in a folder of %s is %s', (named, type, name, family) => {
    expect(pythonClass(named, type)).toEqual({ name, family });
  });
});
