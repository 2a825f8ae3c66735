import { describe, expect, it } from '@jest/globals';
import { CHANGED_SCORES } from '../../src/results/comparable/changed-scores.js';
import { comparable } from '../../src/results/comparable/comparable.js';
import type { CellScore } from '../../src/types/cell-score.js';
import { cell, many, shown, type Wanted } from '../support/comparable-cells.js';

describe('scale', () => {
  it('takes the value from a model in percent beside one in shares', () => {
    expect(
      shown([...many('org/a', ['x', 'y'], [50, 60]), ...many('org/b', ['x', 'y'], [0.4, 0.5])]),
    ).toEqual([
      'org/a test/x NaN percent-scale',
      'org/a test/y NaN percent-scale',
      'org/b test/x 0.4',
      'org/b test/y 0.5',
    ]);
  });

  it('tells a percentage that is below 1 by chance from its other scores, its file, or its model', () => {
    const other = many('org/b', ['x', 'y', 'z'], [0.4, 0.5, 0.6]);
    expect(
      shown([cell({ score: 0.8, beside: { recall_at_100: 7.5 } }), ...many('org/b', ['x'], [0.5])]),
    ).toEqual(['org/a test/x NaN percent-scale', 'org/b test/x 0.5']);
    expect(shown([...many('org/a', ['x', 'y', 'z'], [0.8, 30, 40]), ...other])[0]).toBe(
      'org/a test/x NaN percent-by-others',
    );
    const elsewhere = ['U', 'V'].map((task) => cell({ task, score: 35 }));
    expect(shown([cell({ score: 0.8 }), ...elsewhere, ...other])[0]).toBe(
      'org/a test/x NaN percent-by-others',
    );
  });

  it('takes one percentage among shares out, and with it the cell out of all models', () => {
    const found = shown([
      ...many('org/a', ['x', 'y', 'z'], [0.3, 40, 0.5]),
      ...many('org/b', ['x', 'y', 'z'], [0.4, 0.5, 0.6]),
    ]);
    expect(found).toEqual([
      'org/a test/x 0.3 compared-on-part',
      'org/a test/y NaN percent-scale',
      'org/a test/z 0.5 compared-on-part',
      'org/b test/x 0.4 compared-on-part',
      'org/b test/z 0.6 compared-on-part',
    ]);
  });

  it('finds a single metric in percent, also where another one is compared', () => {
    expect(
      shown([
        cell({ beside: { mrr_at_10: 61 } }),
        cell({ subset: 'y' }),
        cell({ subset: 'z' }),
        cell({ model: 'org/b' }),
      ])[0],
    ).toBe('org/a test/x NaN percent-scale');
  });

  it('compares percentages with percentages, marked', () => {
    expect(shown([...many('org/a', ['x'], [50]), ...many('org/b', ['x'], [60])])).toEqual([
      'org/a test/x 50 percent-scale',
      'org/b test/x 60 percent-scale',
    ]);
  });

  it('knows what no hundredth mends, and scores that have no bounds', () => {
    expect(shown([cell({ score: -0.2 }), cell({ model: 'org/b' })])[0]).toBe(
      'org/a test/x NaN out-of-bounds',
    );
    expect(shown([cell({ beside: { nauc_ndcg_at_10_max: 3.5, evaluation_time: 90 } })])).toEqual([
      'org/a test/x 0.5',
    ]);
  });

  it('tells the main score of a task that nobody knows from those beside it', () => {
    const unknown = (model: string, score: number): CellScore =>
      cell({ model, score, metric: 'main_score' });
    expect(shown([unknown('org/a', 45), unknown('org/b', 0.4)])[0]).toContain('percent-scale');
    // Seconds, say: nothing tells that these are shares.
    expect(shown([unknown('org/a', 45), unknown('org/b', 60)])).toEqual([
      'org/a test/x 45',
      'org/b test/x 60',
    ]);
  });

  it('keeps all values on request, with their marks', () => {
    expect(
      shown([...many('org/a', ['x'], [50]), ...many('org/b', ['x'], [0.4])], { keepValues: true }),
    ).toEqual(['org/a test/x 50 percent-scale', 'org/b test/x 0.4']);
  });
});

describe('revision of the data', () => {
  const of = (model: string, datasetRevision: string | null, definedRevision?: string): CellScore =>
    cell({ model, origin: { datasetRevision, definedRevision } });

  it('marks what is not of the revision of the definition', () => {
    expect(
      shown([of('org/a', 'old', 'new'), of('org/b', 'old', 'new'), of('org/c', 'new', 'new')]),
    ).toEqual([
      'org/a test/x 0.5 other-dataset-revision',
      'org/b test/x 0.5 other-dataset-revision',
      'org/c test/x 0.5',
    ]);
  });

  it('else what is not of the revision of most, and all where none has most', () => {
    expect(shown([of('org/a', '1'), of('org/b', '1'), of('org/c', null)])).toEqual([
      'org/a test/x 0.5',
      'org/b test/x 0.5',
      'org/c test/x 0.5 other-dataset-revision',
    ]);
    expect(shown([of('org/a', '1'), of('org/b', '2')])).toEqual([
      'org/a test/x 0.5 other-dataset-revision',
      'org/b test/x 0.5 other-dataset-revision',
    ]);
    expect(shown([of('org/a', '1'), of('org/b', '1')])).toEqual([
      'org/a test/x 0.5',
      'org/b test/x 0.5',
    ]);
  });
});

describe('version of mteb', () => {
  const by = (model: string, mtebVersion: string | null, rest: Wanted = {}): CellScore =>
    cell({ model, ...rest, origin: { ...rest.origin, mtebVersion } });

  it('marks the older meaning of a score beside the newer one, and nothing else', () => {
    const mrr = { metric: 'mrr_at_10' };
    expect(shown([by('org/a', '2.18.18', mrr), by('org/b', '2.18.19', mrr)])).toEqual([
      'org/a test/x 0.5 older-mteb',
      'org/b test/x 0.5',
    ]);
    expect(shown([by('org/a', '2.18.18'), by('org/b', '2.18.19')])).toHaveLength(2);
    expect(shown([by('org/a', '1.34.7', mrr), by('org/b', '2.18.18', mrr)]).join()).not.toContain(
      'older',
    );
    expect(shown([by('org/a', '2.18.1-2.20.0', mrr), by('org/b', '2.20.0', mrr)])[0]).toContain(
      'older',
    );
    expect(shown([by('org/a', null, mrr), by('org/b', '2.20.0', mrr)])[0]).toContain('older');
  });

  it('knows reranking before mteb 2', () => {
    const reranking = { origin: { taskType: 'Reranking' } };
    expect(shown([by('org/a', '1.34.7', reranking), by('org/b', '2.4.0', reranking)])[0]).toBe(
      'org/a test/x 0.5 older-mteb',
    );
  });

  it('names a source for every change', () => {
    for (const { source, since } of CHANGED_SCORES)
      expect([source, since]).toEqual([
        expect.stringMatching(/^#\d+$/),
        expect.stringMatching(/^\d+\.\d+\.\d+$/),
      ]);
  });
});

describe('a cell that stands twice', () => {
  it('is one where the scores agree, and has no value where they do not', () => {
    expect(shown([cell({}), cell({})])).toEqual(['org/a test/x 0.5']);
    expect(shown([cell({}), cell({ score: 0.6 })])).toEqual(['org/a test/x NaN duplicate-cell']);
    expect(shown([cell({}), cell({ score: 0.6 })], { keepValues: true })).toEqual([
      'org/a test/x 0.5 duplicate-cell',
      'org/a test/x 0.6',
    ]);
  });
});

it('leaves cells of which nothing is to be said as they are', () => {
  const cells = [
    cell({}),
    cell({ model: 'org/b', score: NaN }),
    cell({ model: 'org/b', subset: 'y' }),
  ];
  const clean = [cell({}), cell({ model: 'org/b' })];
  expect(comparable(clean).every((one, i) => one === clean[i])).toBe(true);
  expect(comparable(cells.slice(0, 2))).toEqual(cells.slice(0, 2));
});
