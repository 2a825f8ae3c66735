import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bordaRanks } from '../../../src/analysis/mteb/borda.js';
import { joinRevisions, oneRevisionPerModel } from '../../../src/analysis/mteb/join-revisions.js';
import { summaryTable } from '../../../src/analysis/mteb/tables.js';
import type { MtebRow } from '../../../src/analysis/mteb/rows.js';
import { toMtebTask } from '../../../src/analysis/mteb/mteb-task.js';
import type { TaskDefinition } from '../../../src/types/generated/task.js';
import type { StoredScores } from '../../../src/types/stored-scores.js';

const stored = (revision: string, version: string | null, task = 'T'): StoredScores => ({
  model: 'm',
  revision,
  meta: {},
  result: {
    task_name: task,
    mteb_version: version,
    scores: { test: [{ hf_subset: 'default', main_score: 0.5, languages: ['eng-Latn'] }] },
  },
});

describe('the order of joined results', () => {
  const of = (model: string, revision: string, task: string): StoredScores => ({
    ...stored(revision, '2.0.0', task),
    model,
  });
  const ordered = [
    of('a', 'r1', 'T2'),
    of('a', 'r2', 'T1'),
    of('b', 'r1', 'T1'),
    of('b', 'r1', 'T3'),
  ];

  it('is by model, revision and task, whatever the order on disk', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 4 }), (shuffled) => {
        expect(joinRevisions(shuffled, new Map())).toEqual(ordered);
      }),
    );
  });

  it('names the revisions of a model together', () => {
    expect(oneRevisionPerModel(ordered).map(({ model, revision }) => [model, revision])).toEqual([
      ['a', 'r1 + r2'],
      ['a', 'r1 + r2'],
      ['b', 'r1'],
      ['b', 'r1'],
    ]);
  });

  it('leaves out files without a score', () => {
    const empty = of('c', 'r1', 'T1');
    const nothing = { ...empty, result: { ...empty.result, scores: {} } };
    expect(joinRevisions([nothing, ...ordered], new Map())).toEqual(ordered);
  });
});

describe('what of a definition counts', () => {
  const definition = {
    name: 'T',
    type: 'Retrieval',
    eval_splits: ['dev', 'test'],
    eval_langs: { a: ['eng-Latn'], b: ['deu-Latn'] },
  } as unknown as TaskDefinition;

  it('is all of it, or what a benchmark cuts out', () => {
    const whole = toMtebTask(definition);
    expect([whole.splits, [...whole.subsets.keys()], whole.aggregate]).toEqual([
      ['dev', 'test'],
      ['a', 'b'],
      false,
    ]);
    const cut = toMtebTask(definition, { splits: ['test'], subsets: ['b'] });
    expect([cut.splits, [...cut.subsets]]).toEqual([['test'], [['b', ['deu-Latn']]]]);
    expect(toMtebTask(definition, { splits: null, subsets: null })).toEqual(whole);
  });

  it('tells a list of languages from subsets, and an aggregate from a task', () => {
    const plain = toMtebTask({ ...definition, eval_langs: ['eng-Latn'] });
    expect([...plain.subsets]).toEqual([['default', ['eng-Latn']]]);
    expect(toMtebTask({ ...definition, tasks: ['A'] }).aggregate).toBe(true);
    expect(toMtebTask({ ...definition, tasks: [] }).aggregate).toBe(false);
  });
});

describe('joinRevisions', () => {
  it.each([
    [
      'the registry before all',
      [stored('old', null), stored('new', '2.0.0')],
      new Map([['m', 'old']]),
      'old',
    ],
    [
      'a readable version before a real revision',
      [stored('external', '1.0.0'), stored('abc', null)],
      new Map(),
      'external',
    ],
    [
      'a range is not readable',
      [stored('abc', '2.7.22-2.18.7'), stored('def', '1.0.0')],
      new Map(),
      'def',
    ],
    [
      'a real revision before none',
      [stored('no_revision_available', '2.0.0'), stored('abc', '1.0.0')],
      new Map(),
      'abc',
    ],
    [
      'the newest version, by number',
      [stored('a', '1.9.0'), stored('b', '1.12.75'), stored('c', '1.12.75.dev0')],
      new Map(),
      'b',
    ],
    ['the first of equals', [stored('a', '1.0'), stored('b', '1.0.0')], new Map(), 'a'],
  ] as const)('%s', (_rule, candidates, registry, expected) => {
    expect(joinRevisions(candidates, registry).map((entry) => entry.revision)).toEqual([expected]);
  });

  it('can name the revisions of a model together', () => {
    expect(
      oneRevisionPerModel([stored('a', '1.0', 'T'), stored('b', '1.0', 'U')]).map((entry) => [
        entry.result.task_name,
        entry.revision,
      ]),
    ).toEqual([
      ['T', 'a + b'],
      ['U', 'a + b'],
    ]);
  });
});

describe('bordaRanks', () => {
  it('gives n minus the average rank, nothing for a missing score, and the smallest rank to ties', () => {
    const table = new Map([
      [
        'a',
        new Map([
          ['t', 0.9],
          ['u', 0.1],
        ]),
      ],
      ['b', new Map([['t', 0.9]])],
      [
        'c',
        new Map([
          ['t', 0.2],
          ['u', 0.8],
        ]),
      ],
    ]);
    // t: a and b share rank 1.5 (1.5 points), c 0; u: c 2, a 1.
    expect(bordaRanks(table, ['t', 'u'], 3)).toEqual(
      new Map([
        ['a', 1],
        ['b', 3],
        ['c', 2],
      ]),
    );
  });

  it('a strictly better model is never ranked lower', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(scores, { minLength: 2, maxLength: 8 }), (models) => {
        const columns = ['x', 'y', 'z'];
        const table = new Map(
          models.map((own, i) => [
            `m${String(i)}`,
            new Map(columns.map((column, j) => [column, own[j] ?? 0])),
          ]),
        );
        const ranks = bordaRanks(table, columns, models.length);
        models.forEach((a, i) =>
          models.forEach((b, j) => {
            if (a.every((score, k) => score >= (b[k] ?? 0)))
              expect(ranks.get(`m${String(i)}`)).toBeLessThanOrEqual(
                ranks.get(`m${String(j)}`) ?? 0,
              );
          }),
        );
      }),
    );
  });
});

describe('summaryTable', () => {
  const row = (model: string, task: string, subset: string, score: number | null): MtebRow => ({
    model,
    task,
    split: 'test',
    subset,
    languages: ['eng-Latn'],
    score,
  });

  it('empties the cell of an incomplete task, but ranks by its partial mean', () => {
    const rows = [
      row('a', 'T', 'x', 0.5),
      row('a', 'T', 'y', 0.5),
      row('b', 'T', 'x', 0.9),
      row('b', 'T', 'y', null),
      row('a', 'U', 'x', 0.3),
      row('b', 'U', 'x', 0.4),
    ];
    expect(summaryTable(rows, (task) => (task === 'T' ? 'Retrieval' : 'Reranking'))).toEqual([
      {
        model: 'b',
        registered: false,
        rank: 1,
        meanTask: null,
        meanTaskType: null,
        types: { Retrieval: null, Reranking: 0.4 },
        tasks: { T: null, U: 0.4 },
      },
      {
        model: 'a',
        registered: false,
        rank: 2,
        meanTask: 0.4,
        meanTaskType: 0.4,
        types: { Retrieval: 0.5, Reranking: 0.3 },
        tasks: { T: 0.5, U: 0.3 },
      },
    ]);
  });
});
