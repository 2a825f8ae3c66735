import { describe, expect, it } from '@jest/globals';
import { cutText, visibleWidth } from '../../../src/cli/render/fit.js';
import { renderTable } from '../../../src/cli/render/table.js';
import { renderTitledTable } from '../../../src/cli/render/tables.js';

const NAMES = [
  'intfloat/multilingual-e5-small-with-a-long-tail-of-words',
  'intfloat/multilingual-e5-large-with-a-long-tail-of-words',
];
const SCORE = '.123';
const INTERVAL = '[.100, .200]';

function widest(text: string): number {
  return Math.max(...text.split('\n').map(visibleWidth));
}

/** A model column, then `pairs` of score and interval. */
function wide(pairs: number): Parameters<typeof renderTable>[0] {
  const columns = [
    { title: 'model' },
    ...Array.from({ length: pairs }, (_, i) => [
      { title: `mono${i}`, align: 'right' as const },
      { title: '95 % interval' },
    ]).flat(),
  ];
  return {
    columns,
    rows: NAMES.map((name) => [
      name,
      ...Array.from({ length: pairs }, () => [SCORE, INTERVAL]).flat(),
    ]),
  };
}

describe('a table that is wider than the terminal', () => {
  it.each([1, 2, 3, 5, 9])(
    'shows every number and interval of %i pairs within 80 columns',
    (pairs) => {
      const text = renderTable(wide(pairs), 80);
      expect(widest(text)).toBeLessThanOrEqual(80);
      expect(text.split(SCORE)).toHaveLength(2 * pairs + 1);
      expect(text.split(INTERVAL)).toHaveLength(2 * pairs + 1);
      for (let i = 0; i < pairs; i++) expect(text).toContain(`mono${i}`);
    },
  );

  it('keeps two names that differ near their ends apart', () => {
    const rows = renderTable(
      {
        columns: [{ title: 'model' }, { title: 'n', align: 'right' }],
        rows: ['small', 'large'].map((end) => [`${'organisation/'.repeat(8)}${end}`, '1']),
      },
      60,
    )
      .split('\n')
      .slice(1);
    expect(new Set(rows).size).toBe(2);
    expect(rows[0]).toMatch(/^ {2}organisation\/.*….*small +1$/);
  });

  it('cuts names in the middle, sentences at the end, and counts wide characters twice', () => {
    expect(cutText('intfloat/e5-small', 11)).toBe('intfl…small');
    expect(cutText('a sentence of words', 11)).toBe('a sentence…');
    expect(cutText('多语言检索', 7)).toBe('多…索');
    expect(cutText('short', 5)).toBe('short');
  });

  it('breaks title and notes', () => {
    const text = renderTitledTable(
      {
        title: 'word '.repeat(30),
        columns: [{ title: 'a', align: 'left' }],
        rows: [['1']],
        notes: ['note '.repeat(40)],
      },
      80,
    );
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(text.match(/note/g)).toHaveLength(40);
  });
});
