import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparable, type ComparableOptions } from '../../src/results/comparable/comparable.js';
import type { CellScore } from '../../src/types/cell-score.js';
import { cell, many, shown } from '../support/comparable-cells.js';

describe('coverage', () => {
  const splits = (model: string, names: readonly string[]): CellScore[] =>
    names.map((split) => cell({ model, split }));
  const examplesOf = (
    cells: readonly CellScore[],
    options?: ComparableOptions,
  ): readonly string[] =>
    comparable(cells, options).flatMap(({ warnings = [] }) => warnings)[0]?.examples ?? [];

  it('compares two models on the splits that both have, and says how many', () => {
    const cells = [...splits('org/a', ['s1', 's2']), ...splits('org/b', ['s1', 's2', 's3'])];
    expect(shown(cells)).toEqual([
      'org/a s1/x 0.5 compared-on-part',
      'org/a s2/x 0.5 compared-on-part',
      'org/b s1/x 0.5 compared-on-part',
      'org/b s2/x 0.5 compared-on-part',
    ]);
    expect(examplesOf(cells)).toEqual(['2 of 3 splits compared', 'org/a has 2 of 3 splits']);
  });

  it('does so for subsets, and for both at once', () => {
    const subsets = [...many('org/a', ['x'], [0.5]), ...many('org/b', ['x', 'y'], [0.5, 0.5])];
    expect(examplesOf(subsets)).toEqual(['1 of 2 subsets compared', 'org/a has 1 of 2 subsets']);
    const ragged = [
      ...splits('org/a', ['s1', 's2']),
      ...splits('org/b', ['s1', 's2']),
      cell({ model: 'org/b', split: 's1', subset: 'y' }),
    ];
    expect(examplesOf(ragged)).toEqual(['2 of 3 cells compared', 'org/a has 2 of 3 cells']);
  });

  it('lets no model with little take the table from the others: it is ranked behind', () => {
    const full = ['s1', 's2', 's3', 's4'];
    expect(
      shown([...splits('org/a', ['s1']), ...splits('org/b', full), ...splits('org/c', full)]),
    ).toEqual([
      'org/a s1/x 0.5 too-little-shared',
      ...['b', 'c'].flatMap((name) => full.map((split) => `org/${name} ${split}/x 0.5`)),
    ]);
  });

  it('marks models that share nothing, and leaves them as they are', () => {
    expect(shown([...splits('org/a', ['s1']), ...splits('org/b', ['s2'])])).toEqual([
      'org/a s1/x 0.5 nothing-shared',
      'org/b s2/x 0.5 nothing-shared',
    ]);
  });

  it('marks who has fewer where nothing may be left out', () => {
    const cells = [...splits('org/a', ['s1']), ...splits('org/b', ['s1', 's2'])];
    expect(shown(cells, { coverage: 'mark' })).toEqual([
      'org/a s1/x 0.5 partial-scores',
      'org/b s1/x 0.5',
      'org/b s2/x 0.5',
    ]);
    expect(examplesOf(cells, { coverage: 'mark' })).toEqual(['org/a has 1 of 2 splits']);
  });

  it('marks models without a task that others have, where tasks are averaged', () => {
    const cells = [cell({}), cell({ model: 'org/b' }), cell({ model: 'org/b', task: 'U' })];
    expect(shown(cells, { tasks: true })).toEqual([
      'org/a test/x 0.5 unlike-tasks',
      'org/b test/x 0.5',
      'org/b test/x 0.5',
    ]);
    expect(shown(cells)).toEqual(['org/a test/x 0.5', 'org/b test/x 0.5', 'org/b test/x 0.5']);
  });

  it('leaves no two ranked models with unlike cells without a mark', () => {
    const model = fc.uniqueArray(
      fc.tuple(fc.constantFrom('s', 't', 'u'), fc.constantFrom('x', 'y')),
      {
        minLength: 1,
        selector: (part) => part.join(),
      },
    );
    fc.assert(
      fc.property(fc.array(model, { minLength: 2, maxLength: 5 }), (models) => {
        const cells = models.flatMap((parts, m) =>
          parts.map(([split, subset]) => cell({ model: `org/${String(m)}`, split, subset })),
        );
        const sets = new Map<string, { parts: string[]; codes: Set<string> }>();
        for (const { model: id, split, subset, warnings = [] } of comparable(cells)) {
          const own = sets.get(id.name) ?? { parts: [], codes: new Set<string>() };
          sets.set(id.name, own);
          own.parts.push(`${split}/${subset}`);
          for (const { code } of warnings) own.codes.add(code);
        }
        expect(sets.size).toBe(models.length);
        const behind = ['too-little-shared', 'nothing-shared'];
        const ranked = [...sets.values()].filter(
          ({ codes }) => !behind.some((code) => codes.has(code)),
        );
        expect(new Set(ranked.map(({ parts }) => [...parts].sort().join())).size).toBeLessThan(2);
      }),
      { numRuns: 300 },
    );
  });
});
