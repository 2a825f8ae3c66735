import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainLook } from '../../src/report/write/look.js';
import { textTables } from '../../src/report/write/text-tables.js';
import { layOut, widthOf, wrapText } from '../../src/report/write/text.js';
import type { TableModel } from '../../src/types/table.js';

const NAMES = [
  'intfloat/multilingual-e5-small-with-a-long-tail-of-words',
  'intfloat/multilingual-e5-large-with-a-long-tail-of-words',
];
const SCORE = '.123';
const INTERVAL = '.100 – .200';

function widest(text: string): number {
  return Math.max(...text.split('\n').map(widthOf));
}

function print(table: Partial<TableModel>, width: number): string {
  return textTables([{ title: '', columns: [], rows: [], notes: [], ...table }], plainLook(width));
}

/** A model column, then `pairs` of score and interval. */
function wide(pairs: number): Partial<TableModel> {
  return {
    columns: [
      { title: 'model' },
      ...Array.from({ length: pairs }, (_, i) => [
        { title: `mono${i}`, align: 'right' as const },
        { title: '95 % interval' },
      ]).flat(),
    ],
    rows: NAMES.map((name) => [
      name,
      ...Array.from({ length: pairs }, () => [SCORE, INTERVAL]).flat(),
    ]),
  };
}

describe('a table that is wider than the terminal', () => {
  it.each([1, 2, 3, 5, 9])(
    'shows every number and interval of %i pairs within 80 columns, every block with its names',
    (pairs) => {
      const text = print(wide(pairs), 80);
      expect(widest(text)).toBeLessThanOrEqual(80);
      expect(text.split(SCORE)).toHaveLength(2 * pairs + 1);
      expect(text.split(INTERVAL)).toHaveLength(2 * pairs + 1);
      for (const block of text.trim().split('\n\n'))
        for (const name of NAMES) expect(block).toContain(name);
    },
  );

  it('repeats all columns that name a row', () => {
    const rows = ['bm25', 'tiny'].flatMap((model) =>
      ['seen', 'unseen language'].map((group) => [
        model,
        group,
        ...Array.from({ length: 12 }, () => '.123456'),
      ]),
    );
    const columns = [
      { title: 'model' },
      { title: 'training saw' },
      ...Array.from({ length: 12 }, (_, i) => ({ title: `c${i}`, align: 'right' as const })),
    ];
    const blocks = print({ columns, rows }, 60).trim().split('\n\n');
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks)
      for (const [model = '', group = ''] of rows)
        expect(block).toMatch(new RegExp(`${model} +${group}`));
  });

  it('turns where a name leaves no room for one column beside it', () => {
    const name = `${'organisation/'.repeat(4)}model`;
    const text = print(
      {
        columns: [{ title: 'model' }, { title: 'score', align: 'right' }],
        rows: [[name, SCORE]],
      },
      60,
    );
    expect(text).toBe(`  model  ${name}\n  score  ${SCORE}\n`);
  });

  it('gives a few long names a line of their own', () => {
    const name = `${'organisation/'.repeat(4)}model`;
    const text = print(
      {
        columns: [{ title: 'model' }, { title: 'score', align: 'right' }],
        rows: [
          ['bm25', '.111'],
          [name, SCORE],
          ['random', '.222'],
        ],
      },
      60,
    );
    expect(text).toBe(
      `  model   score\n  bm25     .111\n  ${name}\n           ${SCORE}\n  random   .222\n`,
    );
  });

  it('never cuts a word and loses none, at any width', () => {
    const word = fc.string({ minLength: 1, maxLength: 30 }).map((s) => s.replace(/\s/gu, 'x'));
    const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 20, max: 200 }),
        (rows, width) => {
          const titles = ['a', 'b', 'c'].map((title) => ({ title }));
          const whole = print({ columns: titles, rows }, Infinity);
          const text = print({ columns: titles, rows }, width);
          const words = (of: string): Set<string> => new Set(of.split(/\s+/));
          expect([...words(whole)].filter((one) => !words(text).has(one))).toEqual([]);
        },
      ),
    );
  });

  it('drops empty tables and columns, and prints a note of several tables once at the end', () => {
    const full = { ...wide(1), notes: ['the same'], remarks: ['of this table'] };
    const text = textTables(
      [
        { title: 'one', columns: [], rows: [], ...full, notes: ['the same'] },
        { title: 'empty', columns: [{ title: 'model' }], rows: [], notes: ['gone'] },
        {
          title: 'no value',
          columns: [{ title: 'model' }, { title: 'PEER', align: 'right' }],
          rows: [['a', '–']],
          notes: ['gone too'],
        },
        {
          title: 'two',
          columns: [{ title: 'model' }, { title: 'n' }, { title: 'PEER' }],
          rows: [['a', '1', '–']],
          notes: ['the same'],
        },
      ],
      plainLook(100),
    );
    expect(text).not.toMatch(/empty|no value|gone|PEER/);
    expect(text.match(/the same/g)).toHaveLength(1);
    expect(text.trimEnd().split('\n').at(-1)).toBe('  the same');
    expect(text.match(/of this table/g)).toHaveLength(1);
  });

  it('counts wide characters twice and marks that combine not at all', () => {
    const text = print(
      {
        columns: [{ title: 'query' }, { title: 'n', align: 'right' }],
        rows: [
          ['多语言检索', '1'],
          ['é', '1'],
          ['🇩🇪', '1'],
        ],
      },
      80,
    );
    expect(new Set(text.trimEnd().split('\n').map(widthOf)).size).toBe(1);
  });
});

describe('text from outside', () => {
  it('shows characters that act on a terminal, and lets none of them through', () => {
    const hostile = 'a\u001b[31mb\u202ec\u0007d\u2028e';
    const text = print({ columns: [{ title: 'model' }], rows: [[hostile]], title: hostile }, 80);
    expect(text).toContain('a\\u{1b}[31mb\\u{202e}c\\u{7}d\\u{2028}e');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\u2028]/u);
  });

  it('keeps the joiners that Persian and emoji need', () => {
    expect(wrapText('می\u200cخواهم', 80)).toBe('می\u200cخواهم');
  });
});

describe('lines outside tables', () => {
  it('break at blanks, below the text after their label', () => {
    const text = layOut(`next     ${'word '.repeat(30).trim()}\n\n  - ${'item '.repeat(20)}`, 60);
    expect(widest(text)).toBeLessThanOrEqual(60);
    expect(text.split('\n')[1]).toMatch(/^ {9}word/);
    expect(text.match(/word/g)).toHaveLength(30);
    expect(text.split('\n').at(-1)).toMatch(/^ {4}item/);
  });

  it('are left alone where nobody said how wide the place is', () => {
    const line = 'word '.repeat(100).trim();
    expect(layOut(line, Infinity)).toBe(line);
  });
});
