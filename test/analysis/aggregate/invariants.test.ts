import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aggregate } from '../../../src/analysis/aggregate/aggregate.js';
import { groupingNames } from '../../../src/analysis/aggregate/dimensions.js';
import { validateAgainst } from '../../../src/base/validate.js';
import { aggregationCsv } from '../../../src/report/aggregation-csv.js';
import { cell } from './cells.js';

const TAGS = [
  'eng-Latn',
  'deu-Latn',
  'hin-Deva',
  'hin-Latn',
  'zho-Hans',
  'cmn-Hant',
  'ara-Arab',
  'arb-Arab',
  'arz-Arab',
  'tha-Thai',
  'yor-Latn',
  'epo-Latn',
  'kea-Latn',
  'jpn-Hira',
  'eus-Latn',
  'tam-Taml',
  'fin-Latn',
  'qqq-Latn',
  'python-Code',
];
const anyCell = fc.record({
  query: fc.constantFrom(...TAGS),
  document: fc.constantFrom(...TAGS),
  score: fc.double({ min: -1, max: 1, noNaN: true }),
  task: fc.constantFrom('A', 'B'),
});
const anyCells = fc
  .array(anyCell, { minLength: 1, maxLength: 40 })
  .map((drafts) =>
    drafts.map(({ query, document, score, task }, i) =>
      cell(`${query}→${document}`, score, { task, subset: `s${String(i)}`, backbone: 'xlmr' }),
    ),
  );
const by = [
  ...groupingNames().map((entry) => entry.id),
  'seen:xlmr×word-order',
  'family×script-class×seen:all',
];

describe('invariants', () => {
  it('the order of cells is irrelevant, every cell lies in one group, results match the schema', () => {
    fc.assert(
      fc.property(
        anyCells,
        fc.constantFrom('query', 'document', 'pair'),
        fc.infiniteStream(fc.double()),
        (cells, side, keys) => {
          const options = { by, side, draws: 20 } as const;
          const made = aggregate(cells, options);
          const shuffled = cells
            .map((entry) => ({ entry, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ entry }) => entry);
          expect(aggregate(shuffled, options)).toEqual(made);
          expect(validateAgainst('aggregation.schema.json', made)).toEqual([]);
          for (const slice of made.slices) {
            for (const grouping of slice.groupings) {
              expect(
                grouping.groups.reduce((sum, group) => sum + group.cells, 0) + grouping.leftOut,
              ).toBe(slice.cells);
              for (const group of grouping.groups) {
                expect(group.languages).toBeGreaterThanOrEqual(group.genera);
                expect(group.genera).toBeGreaterThanOrEqual(group.families);
                if (group.interval !== null)
                  expect(group.interval.low).toBeLessThanOrEqual(group.interval.high);
                if (group.interval !== null) expect(group.sufficient).toBe(true);
              }
            }
          }
          expect(aggregationCsv(made).split('\n')).toHaveLength(
            2 +
              made.slices.reduce(
                (sum, slice) =>
                  sum + 6 + slice.groupings.reduce((n, grouping) => n + grouping.groups.length, 0),
                0,
              ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('languages sum up over the groups of a fact that does not depend on the script', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        for (const slice of aggregate(cells, {
          by: ['family', 'genus', 'word-order', 'macroarea'],
          draws: 0,
        }).slices) {
          for (const grouping of slice.groupings)
            expect(grouping.groups.reduce((sum, group) => sum + group.languages, 0)).toBe(
              slice.overall.languages,
            );
        }
      }),
    );
  });

  it('an interval does not depend on the other groups and models', () => {
    const tags = [
      'deu-Latn',
      'fra-Latn',
      'rus-Cyrl',
      'hin-Deva',
      'fin-Latn',
      'tur-Latn',
      'jpn-Jpan',
      'tha-Thai',
      'tam-Taml',
      'vie-Latn',
    ];
    const cells = tags.map((tag, i) => cell(tag, ((i * 7) % 10) / 10 + i / 1000));
    const alone = aggregate(cells, { by: ['seen:xlmr'] }).slices[0]?.overall.languageMean.interval;
    const other = cells.map((entry) => ({ ...entry, model: { name: 'org/other', revision: '1' } }));
    expect(
      aggregate([...other, ...cells], { by: ['family', 'tone'] }).slices[0]?.overall.languageMean
        .interval,
    ).toEqual(alone);
    // Nothing of it is drawn.
    expect(aggregate(cells, { by: [], seed: 7 }).slices[0]?.overall.languageMean.interval).toEqual(
      alone,
    );
    expect(
      aggregate(cells, { by: [], draws: 0 }).slices[0]?.overall.languageMean.interval,
    ).toBeNull();
  });
});
