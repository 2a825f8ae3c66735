import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wordsOf } from '../../../src/search/bm25/pieces.js';
import { tokenize } from '../../../src/search/bm25/tokenize.js';

const PARTS = [
  ...[
    'river',
    'Übung',
    "can't",
    '3.14',
    '1,000',
    'a.b',
    'ab-cd',
    'มหาวิทยาลัยเชียงใหม่',
    '中文分词很难',
    'ひらがなとカタカナ',
  ],
  ...[
    'हिन्दी',
    'भाषा',
    'ភាសាខ្មែរ',
    'မြန်မာ',
    'བོད་སྐད',
    'اللغة',
    'עברית"ה',
    '한국어',
    '👩‍👩‍👧',
    '🇩🇪🇫🇷🇪',
    'e\u0301',
    '\u0301',
    '\u200d',
    '\u00ad',
  ],
  ...[
    ' ',
    ' ',
    ' ',
    '  ',
    '\n',
    '\r\n',
    '\t',
    '.',
    ',',
    '!',
    ';',
    '，',
    '；',
    '?',
    '(',
    ')',
    '"',
    "'",
    ':',
    '。',
    '、',
    '！',
    '।',
    '\u2028',
    '\u00a0',
    '_',
  ],
];
const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 60 }).map((parts) => parts.join(''));
const locale = fc.constantFrom('und', 'en', 'th', 'zh', 'ja', 'ar', 'hi', 'fi', 'sv');

const whole = (from: string, segmenter: Intl.Segmenter): string[] =>
  [...segmenter.segment(from)].filter((part) => part.isWordLike).map((part) => part.segment);

describe('words in pieces', () => {
  it('are those of one call wherever a sure boundary is taken, in every script', () => {
    fc.assert(
      fc.property(text, locale, fc.integer({ min: 1, max: 20 }), (from, tag, piece) => {
        const segmenter = new Intl.Segmenter(tag, { granularity: 'word' });
        expect([...wordsOf(from, segmenter, { piece, longest: 10_000 })]).toEqual(
          whole(from, segmenter),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('are all there, and end, where no boundary is sure', () => {
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
    for (const from of ['中文分词很难'.repeat(500), 'w'.repeat(5000), `${'w'.repeat(70)} x`]) {
      const found = [...wordsOf(from, segmenter, { piece: 16, longest: 64 })];
      expect(found.join('')).toBe(whole(from, segmenter).join(''));
    }
    expect([...wordsOf('w'.repeat(5000), segmenter, { piece: 16, longest: 64 })]).toHaveLength(1);
  });

  it('cost the segmenter, whose time is the square of a length, twice as much for twice the text (../shared/cases/c18)', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
    const work = (kibibytes: number): number => {
      let squares = 0;
      const counting = {
        segment: (part: string) => {
          squares += part.length ** 2;
          return segmenter.segment(part);
        },
      } as Intl.Segmenter;
      const text = 'river crossing '.repeat(Math.floor((kibibytes * 1024) / 15));
      expect([...wordsOf(text, counting)]).toHaveLength(text.length / 7.5);
      return squares;
    };
    const [hundred, twoHundred] = [work(100), work(200)];
    expect(twoHundred / hundred).toBeGreaterThan(1.9);
    expect(twoHundred / hundred).toBeLessThan(2.1);
  });

  it('hold every character of a text of a million characters, with and without blanks', () => {
    expect(tokenize('river crossing '.repeat(70_000), 'eng')).toHaveLength(140_000);
    expect(tokenize('很难'.repeat(100_000), 'cmn').join('')).toHaveLength(200_000);
  });
});
