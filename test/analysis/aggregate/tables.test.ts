import { describe, expect, it } from '@jest/globals';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import { parseBackbone } from '../../../src/analysis/aggregate/backbones.js';
import { formatScore, metricLabel } from '../../../src/report/format.js';
import { overviewTables } from '../../../src/report/overview-tables.js';
import { typologyTable } from '../../../src/report/typology-table.js';
import { plainLook } from '../../../src/report/write/look.js';
import { textTables } from '../../../src/report/write/text-tables.js';
import { cell } from './cells.js';

const SEEN = ['deu-Latn', 'fin-Latn', 'tur-Latn', 'jpn-Jpan', 'tha-Thai', 'vie-Latn'];
const UNSEEN = ['yor-Latn', 'bod-Tibt'];
const cells = [...SEEN, ...UNSEEN].flatMap((tag, i) => [
  cell(tag, 0.9 - i / 20, { task: 'UDHRRetrieval', backbone: 'xlmr' }),
  cell(`${tag}→eng-Latn`, 0.7 - i / 20, { task: 'UDHRRetrieval', backbone: 'xlmr' }),
]);

describe('typologyTable', () => {
  it('shows groups as rows, settings side by side, and what is too small', () => {
    const text = textTables([typologyTable(cells, { by: ['seen'] })], plainLook(100));
    expect(text).toBe(
      [
        'UDHRRetrieval · nDCG@10 · org/model @abc',
        '  group                                        languages  mono  95 % interval  cross  95 % interval',
        "  seen by the model's backbone in pretraining",
        '    seen                                               6  .775  .677 – .873     .575  .477 – .673',
        '    unseen                                             2  .575  too few         .375  too few',
        '  all',
        "    MTEB's mean                                        8  .725                  .525",
        '    language mean                                      8  .725  .623 – .827     .525  .423 – .627',
        '    genus → family mean (8 families)                   8  .725  .623 – .827     .525  .423 – .627',
        '    √n-weighted family mean                            8  .725  .623 – .827     .525  .423 – .627',
        '  too few: a group by seen needs 5 languages',
        '  a cross-lingual cell counts once, for its query language',
        '',
      ].join('\n'),
    );
  });

  it('fits 80 columns, and leaves "seen" out where the backbone is not known', () => {
    const unknown = cells.map((entry) => ({
      ...entry,
      model: { name: 'org/model', revision: 'abc' },
    }));
    const table = typologyTable(unknown);
    expect(table.rows.map((row) => row[0])).not.toContain(
      "seen by the model's backbone in pretraining",
    );
    for (const line of textTables([table], plainLook(80)).split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  it('shows a pool of all languages in a column of its own, and no cells as a table without rows', () => {
    const pooled = cells.slice(0, 2).map((entry) => ({
      ...entry,
      setting: 'multilingual' as const,
      documentLanguages: ['deu-Latn', 'eng-Latn'],
    }));
    expect(typologyTable(pooled, { by: ['family'] }).columns.map((column) => column.title)).toEqual(
      ['group', 'languages', 'pool', '95 % interval'],
    );
    expect(typologyTable([]).rows).toEqual([]);
  });
});

describe('overviewTables', () => {
  it('has one table of averages and one per grouping for each setting', () => {
    const tables = overviewTables(aggregate(cells, { by: ['family', 'word-order'] }));
    expect(tables.map((table) => table.title)).toEqual([
      'monolingual · averages',
      'monolingual · language family (Glottolog)',
      'monolingual · basic word order (WALS 81A, Grambank)',
      'cross-lingual · averages',
      'cross-lingual · language family (Glottolog)',
      'cross-lingual · basic word order (WALS 81A, Grambank)',
    ]);
    expect(tables[1]?.remarks).toContain('1 smaller group is in --csv and --json');
    expect(tables[2]?.notes.join()).toMatch(/does not compare/);
  });
});

describe('names', () => {
  it('are those of the field', () => {
    expect(
      ['ndcg_at_10', 'map_at_1000', 'recall_at_100', 'hit_rate_at_1', 'p-MRR', 'main_score'].map(
        metricLabel,
      ),
    ).toEqual(['nDCG@10', 'MAP@1000', 'R@100', 'hit rate@1', 'p-MRR', 'main score']);
    expect([0.8124, 1, -0.0344, 0, null].map((value) => formatScore(value))).toEqual([
      '.812',
      '1.000',
      '-.034',
      '.000',
      '–',
    ]);
  });

  it.each([
    ['XLM-R large', 'xlmr'],
    ['mMiniLM (XLM-R distilled)', 'xlmr'],
    ['mBERT', 'mbert'],
    ['mT5', 'mt5'],
    ['LaBSE', 'labse'],
    ['labse', 'labse'],
    ['bert-base-multilingual-cased', 'mbert'],
    ['mBERT cut to Russian', undefined],
    ['LaBSE cut to en-ru', undefined],
    ['T5 (English)', undefined],
    ['Qwen', undefined],
    ['mmBERT', 'mmbert'],
    ['ModernBERT', undefined],
  ])('the backbone "%s" is %s', (text, backbone) => {
    expect(parseBackbone(text)).toBe(backbone);
  });
});
