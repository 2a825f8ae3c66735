import { describe, expect, it } from '@jest/globals';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import type { CellScore } from '../../../src/types/cell-score.js';
import type { GroupedScores } from '../../../src/types/generated/aggregation.js';
import { cell } from './cells.js';

function only(cells: readonly CellScore[], by: string, options = {}): GroupedScores {
  const made = aggregate(cells, { by: [by], draws: 50, ...options });
  const grouping = made.slices[0]?.groupings[0];
  if (made.slices.length !== 1 || grouping === undefined) throw new Error('expected one slice');
  return grouping;
}

const means = (grouping: GroupedScores): Record<string, number | null> =>
  Object.fromEntries(grouping.groups.map((group) => [group.group, group.mean]));

describe('averages', () => {
  it('go from cells to task, language in a script, language, genus, family', () => {
    const cells = [
      // Task A has two splits of German (mean .5), task B one (.9): German is .7, not 1.9 / 3.
      cell('deu-Latn', 0.4, { task: 'A', split: 'dev' }),
      cell('deu-Latn', 0.6, { task: 'A' }),
      cell('deu-Latn', 0.9, { task: 'B' }),
      // Two scripts of Chinese are one language: .5.
      cell('zho-Hans', 0.3),
      cell('cmn-Hant', 0.7),
      cell('spa-Latn', 0.1),
      cell('ita-Latn', 0.3),
    ];
    const { overall } = aggregate(cells, { by: [], draws: 0 }).slices[0] ?? { overall: undefined };
    expect(overall?.languageMean.mean).toBeCloseTo((0.7 + 0.5 + 0.1 + 0.3) / 4, 12);
    // Germanic .7 and Romance .2 make Indo-European .45; Chinese .5.
    expect(overall?.indoEuropeanMean).toBeCloseTo(0.45, 12);
    expect(overall?.genusFamilyMean.mean).toBeCloseTo((0.45 + 0.5) / 2, 12);
    expect(overall?.sqrtFamilyMean.mean).toBeCloseTo(
      (0.45 * Math.sqrt(3) + 0.5) / (Math.sqrt(3) + 1),
      12,
    );
    // Tasks A .5, B .9 and T (.3 + .7 + .1 + .3) / 4.
    expect(overall?.mtebMean).toBeCloseTo((0.5 + 0.9 + 0.35) / 3, 12);
  });

  it('count a macrolanguage and its representative as one language', () => {
    const grouping = only(
      [cell('ara-Arab', 0.2), cell('arb-Arab', 0.4), cell('fas-Arab', 0.1), cell('pes-Arab', 0.3)],
      'family',
    );
    expect(
      grouping.groups.map(({ group, languages, cells, members }) => ({
        group,
        languages,
        cells,
        members,
      })),
    ).toEqual([
      { group: 'Afro-Asiatic', languages: 1, cells: 2, members: ['arb'] },
      { group: 'Indo-European', languages: 1, cells: 2, members: ['pes'] },
      { group: 'unclassified', languages: 0, cells: 0, members: [] },
    ]);
  });

  it('leave romanised subsets out unless they are asked for', () => {
    const cells = [cell('hin-Deva', 0.9), cell('hin-Latn', 0.1)];
    expect(only(cells, 'family')).toMatchObject({
      leftOut: 1,
      groups: [{ mean: 0.9 }, { kind: 'unclassified' }],
    });
    expect(means(only(cells, 'romanised'))).toMatchObject({ native: 0.9, romanised: 0.1 });
  });

  it('keep unknown values, pools and programming languages apart, with their reasons', () => {
    const pool = cell('deu-Latn', 0.5, {
      queryLanguages: ['deu-Latn', 'tha-Thai'],
      documentLanguages: ['deu-Latn', 'tha-Thai'],
    });
    const code = cell('eng-Latn', 0.2, {
      queryLanguages: ['eng-Latn', 'python-Code'],
      documentLanguages: ['eng-Latn', 'python-Code'],
    });
    const bucket = only([cell('epo-Latn', 0.3), pool, code], 'family').groups.at(-1);
    expect(bucket).toMatchObject({
      kind: 'unclassified',
      languages: 1,
      cells: 3,
      members: ['epo'],
      reason: 'Artificial Language is no family; programming language; several languages',
    });
    expect(bucket?.mean).toBeCloseTo((0.3 + 0.5 + 0.2) / 3, 12);
  });

  it('leave cells without a score out and say how many', () => {
    const made = aggregate([cell('deu-Latn', NaN), cell('eng-Latn', 0.5)], { by: ['family'] });
    expect(made.leftOut).toEqual({ 'no score (NaN)': 1 });
    expect(made.slices[0]?.cells).toBe(1);
  });
});

describe('cross-lingual cells', () => {
  const cells = [
    cell('eng-Latn→yor-Latn', 0.2),
    cell('yor-Latn→eng-Latn', 0.4),
    cell('eng-Latn→tha-Thai', 0.6),
  ];

  it('count for the query language, the document language, or the ordered pair, never twice', () => {
    expect(means(only(cells, 'seen:xlmr'))).toMatchObject({ seen: 0.4, unseen: 0.4 });
    expect(means(only(cells, 'seen:xlmr', { side: 'document' }))).toMatchObject({
      seen: 0.5,
      unseen: 0.2,
    });
    const pairs = only(cells, 'seen:xlmr', { side: 'pair' });
    expect(means(pairs)).toMatchObject({
      'seen → seen': 0.6,
      'seen → unseen': 0.2,
      'unseen → seen': 0.4,
    });
    expect(pairs.groups[0]).toMatchObject({
      group: 'seen → seen',
      members: ['eng→tha'],
      languages: 2,
      genusFamilyMean: null,
    });
  });

  it('can be listed by one side with the other as members', () => {
    expect(
      only(cells, 'query-language').groups.map(({ group, members }) => [group, members]),
    ).toEqual([
      ['eng-Latn', ['tha', 'yor']],
      ['yor-Latn', ['eng']],
      ['unknown', []],
    ]);
    expect(
      only(cells, 'document-language').groups.map(({ group, members }) => [group, members])[0],
    ).toEqual(['eng-Latn', ['yor']]);
  });

  it('are never averaged with monolingual ones', () => {
    const made = aggregate([...cells, cell('eng-Latn', 1)], { by: ['setting'], draws: 0 });
    expect(
      made.slices.map((slice) => [
        slice.setting,
        slice.groupings[0]?.groups[0]?.group,
        slice.cells,
      ]),
    ).toEqual([
      ['monolingual', 'monolingual', 1],
      ['crosslingual', 'crosslingual', 3],
    ]);
  });
});

describe('groups', () => {
  it('use the backbone of the model for "seen"', () => {
    expect(means(only([cell('yor-Latn', 0.5, { backbone: 'mbert' })], 'seen'))).toMatchObject({
      seen: 0.5,
    });
    expect(means(only([cell('yor-Latn', 0.5, { backbone: 'xlmr' })], 'seen'))).toMatchObject({
      unseen: 0.5,
    });
    expect(only([cell('yor-Latn', 0.5)], 'seen').groups[0]).toMatchObject({
      kind: 'unknown',
      reason: 'the backbone of the model is not known',
    });
  });

  it("read resource classes from the user's file, and empty is not 0", () => {
    const resourceClasses = new Map([
      ['deu', '5'],
      ['yor', '2'],
    ]);
    expect(
      means(
        only(
          [cell('deu-Latn', 0.9), cell('yor-Latn', 0.4), cell('kea-Latn', 0.1)],
          'resource-class',
          { resourceClasses },
        ),
      ),
    ).toEqual({ 2: 0.4, 5: 0.9, unknown: 0.1 });
    expect(only([cell('deu-Latn', 0.9)], 'resource-class').groups[0]?.reason).toBe(
      'no file of resource classes was given',
    );
  });

  it('refuse unknown names with a suggestion', () => {
    expect(() => only([cell('deu-Latn', 1)], 'famly')).toThrow(
      expect.objectContaining({ code: 'GB_USAGE', hint: 'did you mean: family?' }),
    );
    expect(() => only([cell('deu-Latn', 1)], 'query-language×document-language')).toThrow(
      expect.objectContaining({ code: 'GB_USAGE' }),
    );
  });

  it('warn when metrics or tasks are mixed', () => {
    const made = aggregate(
      [cell('deu-Latn', 1), cell('eng-Latn', 1, { task: 'U', metric: 'map_at_10' })],
      { by: [] },
    );
    expect(made.warnings).toEqual([
      {
        code: 'mixed-metrics',
        cell: null,
        count: 1,
        examples: ['map_at_10', 'ndcg_at_10'],
        remedy: '--metric keeps one.',
      },
      { code: 'unequal-tasks', cell: null, count: 1, examples: [], remedy: '--task keeps one.' },
    ]);
  });
});
