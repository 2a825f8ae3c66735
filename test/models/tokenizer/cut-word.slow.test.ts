import { describe, expect, it } from '@jest/globals';
import { Tokenizer } from 'tokenizers';
import { cutRule } from '../../../src/models/tokenizer/cut-rule.js';
import { neighbouringParts } from '../../../src/models/tokenizer/cut-word.js';
import { encodeLong } from '../../../src/models/tokenizer/encode-long.js';
import type { TokenizerJson } from '../../../src/models/tokenizer/tokenizer-json.js';
import { CUT, tokenizerJson } from '../../support/long-tokenizers.js';
import { ADDED, randomFrom } from '../../support/long-texts.js';

const xlmr = (added: readonly object[] = []): TokenizerJson => {
  const parts = CUT['XLM-R'];
  if (parts === undefined) throw new Error('XLM-R');
  return tokenizerJson(parts(), added);
};

const normalizing = (native: Tokenizer): ((text: string) => string) => {
  const normalizer = native.getNormalizer();
  return (text) => normalizer?.normalizeString(text) ?? text;
};

/** Characters of the vocabulary, of none, and those that the character map changes. */
const POOLS = [
  'abcdefghijklmnopqrstuvwxyzäöüßéè',
  '人生而自由在尊严和权利上一律平等他们赋有理性良心',
  'すべての人間は生まれながらにして自由であり',
  '모든인간은태어날때부터자유로우며',
  'людирождаютсясвободными',
  'ꙮꚙꛦᚠᚢᚦ',
  'a人，。！、ｆｕｌｌ０１',
  '0123456789',
  'ที่มนุษย์ทั้งหลาย',
  'e\u0301a\u0308か\u3099\u1112\u1161\u11ab',
];

const WORDS = Number(process.env['GLOTTOBENCH_ODD_TEXTS'] ?? 100);

/** One word without an end, of one or several kinds of characters. */
function word(random: () => number, length: number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const pools = Array.from({ length: 1 + Math.floor(random() * 3) }, () => Array.from(pick(POOLS)));
  const repeats = random() < 0.3 ? 1 + Math.floor(random() * 6) : 0;
  let text = '';
  while (text.length < length) {
    const part = Array.from({ length: repeats === 0 ? 5 : repeats }, () => pick(pick(pools))).join(
      '',
    );
    text += repeats === 0 ? part : part.repeat(20);
  }
  return text.slice(0, length);
}

describe('a word without an end', () => {
  it.each(['XLM-R', 'T5'])(
    'has its first tokens proved by the paths to neighbours: %s',
    async (name) => {
      const parts = CUT[name];
      if (parts === undefined) throw new Error(name);
      const json = tokenizerJson(parts(), []);
      const native = Tokenizer.fromString(JSON.stringify(json));
      const rule = cutRule(json, normalizing(native), 'right');
      expect(rule?.word).toBeDefined();
      const random = randomFrom(21);
      let proved = 0;
      for (let i = 0; i < WORDS; i++) {
        const limit = [3, 8, 20, 40][i % 4] ?? 8;
        native.setTruncation(limit, { direction: 'right' });
        let units = 0;
        const tokenize = async (texts: readonly string[]): Promise<number[][]> => {
          units += texts.reduce((sum, text) => sum + text.length, 0);
          return (await native.encodeBatch([...texts], { addSpecialTokens: true })).map((one) =>
            one.getIds(),
          );
        };
        const text = word(random, 33 * Math.max(256, 8 * limit));
        const [found] = await encodeLong([text], limit, rule, tokenize);
        if (units < text.length) proved++;
        expect(found).toEqual((await tokenize([text]))[0]);
      }
      expect(proved).toBeGreaterThan(WORDS / 4);
    },
  );

  it('costs no more with a million characters than with ten thousand', async () => {
    const json = xlmr();
    const rule = cutRule(json, normalizing(Tokenizer.fromString(JSON.stringify(json))), 'right');
    const work: number[] = [];
    for (const length of [1e4, 1e6]) {
      let units = 0;
      await encodeLong(['人'.repeat(length)], 8, rule, (texts) => {
        units += texts.reduce((sum, text) => sum + text.length, 0);
        return Promise.resolve(texts.map(() => [1, 2, 3, 4, 5, 6, 7, 8]));
      });
      work.push(units);
    }
    expect(work[0]).toBe(work[1]);
  });

  it('is not proved where an added token could lie across the place, or with another model', () => {
    const wordOf = (json: TokenizerJson): unknown =>
      cutRule(json, normalizing(Tokenizer.fromString(JSON.stringify(json))), 'right')?.word;
    expect(wordOf(xlmr(ADDED))).toBeUndefined();
    for (const name of ['WordPiece', 'byte-level BPE', 'ALBERT'])
      expect(
        wordOf(tokenizerJson((CUT[name] ?? CUT['T5'])?.() ?? ['bpe', null, null], [])),
      ).toBeUndefined();
  });

  it('gives neighbouring parts in plain stretches only', () => {
    const rule = { longest: 3, margin: 2, normalize: (text: string) => text };
    expect(neighbouringParts('x y abcdefghijk', 2, rule)).toEqual([
      'x y ab',
      'x y abc',
      'x y abcd',
    ]);
    expect(neighbouringParts('abc def ghi '.repeat(10), 2, rule)).toBeUndefined();
    expect(neighbouringParts('a\u0301'.repeat(20), 2, rule)).toBeUndefined();
    expect(neighbouringParts('𝒳'.repeat(20), 2, rule)).toBeUndefined();
  });
});
