import { describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import { describeTogether, describeWarning } from '../../src/warnings/describe.js';
import { distinctWarnings, warningCodes, warningOf } from '../../src/warnings/record.js';
import { WarningList } from '../../src/warnings/warning-list.js';
import { WARNINGS, type WarningCode } from '../../src/warnings/table.js';

const CELL = { task: 'T', split: 'test', subset: 'deu' };

describe('a record of a warning', () => {
  it.each(Object.keys(WARNINGS) as WarningCode[])(
    '%s fits its schema and reads as a sentence',
    (code) => {
      const record = warningOf(code, CELL, 2, ['a', 'b']);
      expect(validateAgainst('warning.schema.json', record)).toEqual([]);
      expect(describeWarning(record)).toMatch(/^T test deu: 2 \S.+ \(a, b\)\. \S.*\.$/);
    },
  );

  it('bounds its examples: three of them, 200 characters each, and no half of a character', () => {
    const long = `${'x'.repeat(199)}\u{1f600}tail`;
    const { examples } = warningOf('empty-query', CELL, 9, [long, 'b', 'c', 'd']);
    expect(examples).toEqual([`${'x'.repeat(199)}…`, 'b', 'c']);
    expect(
      validateAgainst('warning.schema.json', warningOf('empty-query', CELL, 9, ['y'.repeat(1e6)])),
    ).toEqual([]);
  });

  it('shows no character that acts on a terminal or hides', () => {
    const record = warningOf('empty-query', CELL, 3, ['\u001b[31mred', 'a\u202eb', ' end ']);
    expect(describeWarning(record)).toContain('(\\u{1b}[31mred, a\\u{202e}b, " end ")');
  });

  it('says one thing and many', () => {
    expect(describeWarning(warningOf('empty-query', null, 1, ['q']))).toBe(
      '1 query without text: its ranking means nothing (q). Write the text, or take the query out of queries and judgements.',
    );
    expect(describeWarning(warningOf('empty-document', null, 1234, ['a', 'b', 'c']))).toContain(
      '1,234 documents without text (a, b, c, …)',
    );
  });

  it('reads a code of another release', () => {
    const other = { code: 'of-tomorrow', cell: null, count: 2, examples: ['x'], remedy: 'Wait.' };
    expect(describeWarning(other)).toBe('2 × of-tomorrow (x, …). Wait.');
    expect(warningCodes([other, { code: 'empty-query' }])).toEqual(['empty-query', 'of-tomorrow']);
  });
});

describe('WarningList', () => {
  it('counts each code, keeps the first three different examples, in the order of the table', () => {
    const list = new WarningList();
    for (const id of ['a', 'a', 'b', 'c', 'd']) list.add('empty-document', id);
    list.add('empty-query', 'q');
    expect(list.records(CELL).map(({ code, count, examples }) => [code, count, examples])).toEqual([
      ['empty-query', 1, ['q']],
      ['empty-document', 5, ['a', 'b', 'c']],
    ]);
  });

  it('counts anew with each pass of the corpus, and keeps what was found before it', () => {
    const list = new WarningList();
    list.add('null-query', 'q');
    list.beginCorpus();
    list.add('empty-document', 'a');
    list.beginCorpus();
    list.add('empty-document', 'a');
    expect(list.records(CELL).map(({ code, count }) => [code, count])).toEqual([
      ['empty-document', 1],
      ['null-query', 1],
    ]);
  });
});

describe('several records', () => {
  const of = (subset: string, count: number, example: string) =>
    warningOf('empty-query', { ...CELL, subset }, count, [example]);

  it('are one sentence per task and code', () => {
    expect(describeTogether([of('deu', 1, 'a'), of('swh', 2, 'b')])).toEqual([
      expect.stringMatching(/^T \(2 cells\): 3 queries without text.* \(a, b, …\)\. /),
    ]);
  });

  it('about one number are one', () => {
    expect(
      distinctWarnings([of('deu', 1, 'a'), of('deu', 1, 'a'), of('swh', 1, 'a')]),
    ).toHaveLength(2);
  });
});
