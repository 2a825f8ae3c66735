import { describe, expect, it } from '@jest/globals';
import { aggregate } from '../../src/analysis/aggregate/aggregate.js';
import { aggregationCsv } from '../../src/report/aggregation-csv.js';
import { Marks } from '../../src/report/marks.js';
import { overviewTables } from '../../src/report/overview-tables.js';
import { typologyTable } from '../../src/report/typology-table.js';
import type { CellScore } from '../../src/types/cell-score.js';
import { warningOf } from '../../src/warnings/record.js';
import { WARNINGS, type WarningCode } from '../../src/warnings/table.js';
import { cell } from '../analysis/aggregate/cells.js';

function marked(languages: string, ...codes: WarningCode[]): CellScore {
  const plain = cell(languages, 0.5);
  return { ...plain, warnings: codes.map((code) => warningOf(code, plain, 1, ['x'])) };
}

describe('marks', () => {
  it('stand in the order of the table of codes, each with one explanation', () => {
    const marks = new Marks([
      warningOf('null-title', null, 1, []),
      warningOf('dangling-qrels', null, 1, []),
    ]);
    expect(marks.beside('.5', ['null-title', 'dangling-qrels'])).toBe('.5‡†');
    expect(marks.notes()).toEqual([
      expect.stringMatching(/^† 1 relevant document /),
      expect.stringMatching(/^‡ 1 document with null/),
    ]);
  });

  it('are made from records and from nothing else', () => {
    expect(new Marks([]).beside('.5', ['dangling-qrels'])).toBe('.5');
    expect(new Marks([]).notes()).toEqual([]);
    expect(new Marks([]).explained([])).toEqual([]);
  });

  it('are told apart however many codes there are', () => {
    const codes = Object.keys(WARNINGS) as WarningCode[];
    const marks = new Marks(codes.map((code) => warningOf(code, null, 1, [])));
    expect(new Set(codes.map((code) => marks.beside('', [code]))).size).toBe(codes.length);
  });

  it('stand beside the numbers they concern in the table of a model, and below it once', () => {
    const table = typologyTable([marked('deu-Latn', 'dangling-qrels'), cell('tur-Latn', 0.5)], {
      by: ['family'],
    });
    const scores = new Map(table.rows.map(([name = '', , score = '']) => [name.trim(), score]));
    expect(scores.get('Indo-European')).toBe('.500†');
    expect(scores.get('Turkic')).toBe('.500');
    expect(scores.get('language mean')).toBe('.500†');
    expect(table.notes.filter((note) => note.startsWith('†'))).toEqual([
      expect.stringContaining('T test deu-Latn: 1 relevant document judged but not in the corpus'),
    ]);
  });

  it('stand in the overview of many models, and in CSV and JSON as codes', () => {
    const found = aggregate([marked('deu-Latn', 'empty-query', 'null-title')], { by: ['family'] });
    const [averages, groups] = overviewTables(found);
    expect(averages?.rows[0]).toContain('.500†‡');
    expect(groups?.rows[0]?.[1]).toContain('.500†‡');
    expect(found.slices[0]?.warnings.map(({ code }) => code)).toEqual([
      'empty-query',
      'null-title',
    ]);
    expect(aggregationCsv(found).split('\n')[1]).toMatch(/,empty-query; null-title$/);
  });

  it('are absent where nothing is known against a number', () => {
    const text = JSON.stringify(typologyTable([cell('deu-Latn', 0.5)]));
    expect(text).not.toMatch(/[†‡§¶‖]/);
  });
});
