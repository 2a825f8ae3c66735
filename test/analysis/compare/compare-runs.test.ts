import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareRuns } from '../../../src/analysis/compare/compare-runs.js';
import { compareTable } from '../../../src/analysis/compare/compare.js';
import type { ModelResults } from '../../../src/analysis/compare/model-results.js';
import type { MeasureComparison, RunPair } from '../../../src/types/generated/run-comparison.js';

interface Run {
  readonly name: string;
  readonly perQuery: {
    readonly queries: readonly string[];
    readonly values: Readonly<Record<string, Float64Array>>;
  };
}

const run = (
  name: string,
  values: Readonly<Record<string, readonly number[]>>,
  queries?: readonly string[],
): Run => ({
  name,
  perQuery: {
    queries: queries ?? (Object.values(values)[0] ?? []).map((_, i) => `q${String(i)}`),
    values: Object.fromEntries(
      Object.entries(values).map(([key, list]) => [key, Float64Array.from(list)]),
    ),
  },
});

const pairOf = ({ measures }: { measures: MeasureComparison[] }, key: string): RunPair => {
  const [pair] = measures.find(({ measure }) => measure === key)?.pairs ?? [];
  if (pair === undefined) throw new Error(`no pair for ${key}`);
  return pair;
};

/** Share of all sign patterns whose sum is as far from 0 as the one observed. */
function exactP(differences: readonly number[]): number {
  const observed = Math.abs(differences.reduce((sum, one) => sum + one, 0));
  let reached = 0;
  for (let pattern = 0; pattern < 2 ** differences.length; pattern++) {
    const sum = differences.reduce((total, one, i) => total + (pattern & (1 << i) ? one : -one), 0);
    if (Math.abs(sum) >= observed - 1e-9) reached++;
  }
  return reached / 2 ** differences.length;
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, one) => sum + one, 0) / list.length;

const score = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
const twoLists = fc
  .integer({ min: 6, max: 12 })
  .chain((n) =>
    fc.tuple(
      fc.array(score, { minLength: n, maxLength: n }),
      fc.array(score, { minLength: n, maxLength: n }),
    ),
  );

describe('two runs over the same queries', () => {
  it('get the exact p of the paired randomization test, and counts of queries', () => {
    fc.assert(
      fc.property(twoLists, ([a, b]) => {
        const pair = pairOf(
          compareRuns([run('a', { ndcg_at_10: a }), run('b', { ndcg_at_10: b })], { draws: 100 }),
          'ndcg_at_10',
        );
        expect(pair.difference).toBeCloseTo(mean(a) - mean(b), 12);
        expect(pair.p).toBeCloseTo(exactP(a.map((value, i) => value - (b[i] ?? 0))), 12);
        expect([pair.wins, pair.losses]).toEqual([
          a.filter((value, i) => value > (b[i] ?? 0)).length,
          a.filter((value, i) => value < (b[i] ?? 0)).length,
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it('get the difference, p and effect that compare gives to one cell of them', () => {
    const a = Array.from({ length: 20 }, (_, i) => ((i * 7) % 11) / 11);
    const b = Array.from({ length: 20 }, (_, i) => ((i * 5) % 13) / 13);
    const pair = pairOf(
      compareRuns([run('a', { ndcg_at_10: a }), run('b', { ndcg_at_10: b })]),
      'ndcg_at_10',
    );
    const model = (name: string): ModelResults => ({
      name,
      revision: '1',
      backbone: undefined,
      card: undefined,
      trainingData: undefined,
      cells: [],
    });
    const key = { id: 'deu-Latn', code: 'deu', script: 'Latn' };
    const [group] = compareTable({
      evidence: 'questions',
      models: [model('m/a'), model('m/b')],
      cells: [
        {
          task: 'T',
          split: 'test',
          subset: 'de',
          metric: 'ndcg_at_10',
          setting: 'monolingual',
          unit: { member: 'deu', language: key, romanised: false } as never,
          scores: [Float64Array.from(a), Float64Array.from(b)],
          questions: a.map((_, i) => `q${String(i)}`),
          warnings: [],
        },
      ],
      leftOutModels: [],
      notes: [],
    }).groups;
    const wanted = group?.pairs[0];
    expect(wanted).toBeDefined();
    for (const name of ['difference', 'p', 'effect', 'scoreA', 'scoreB'] as const)
      expect([name, pair[name]]).toEqual([name, wanted?.[name]]);
    // The resamples are others: their bounds agree up to what 2,000 draws leave open.
    expect(pair.interval?.low).toBeCloseTo(wanted?.interval?.low ?? NaN, 1);
    expect(pair.interval?.high).toBeCloseTo(wanted?.interval?.high ?? NaN, 1);
  });

  it('are corrected over all measures by Holm, in any order of the measures', () => {
    const a = { ndcg_at_10: [1, 1, 1, 1, 1, 1, 1, 0], map_at_10: [1, 1, 1, 0, 1, 0, 1, 0] };
    const b = { ndcg_at_10: [0, 0, 0, 0, 0, 0, 0, 0], map_at_10: [0, 0, 0, 0, 0, 0, 0, 1] };
    const found = compareRuns([run('a', a), run('b', b)], { draws: 100 });
    const [ndcg, map] = [pairOf(found, 'ndcg_at_10'), pairOf(found, 'map_at_10')];
    expect(found.tests).toBe(2);
    expect(ndcg.p).toBeLessThan(map.p ?? 0);
    expect(ndcg.pAdjusted).toBeCloseTo(2 * (ndcg.p ?? NaN), 12);
    expect(map.pAdjusted).toBeCloseTo(Math.max(map.p ?? NaN, 2 * (ndcg.p ?? NaN)), 12);
  });

  it('win where low is better', () => {
    const found = compareRuns([
      run('a', { rank_distance: [1, 2, 1, 2, 1, 2] }),
      run('b', { rank_distance: [3, 3, 3, 3, 3, 3] }),
    ]);
    expect(found.measures[0]?.better).toBe('lower');
    expect(pairOf(found, 'rank_distance')).toMatchObject({ difference: -1.5, wins: 6, losses: 0 });
  });

  it('compare geometric means on their own scale', () => {
    const logs = [0.5, 0.25, 0.5, 0.25, 0.5, 0.25].map(Math.log);
    const pair = pairOf(
      compareRuns([
        run('a', { gm_map: logs }),
        run('b', { gm_map: logs.map((value) => value - Math.log(2)) }),
      ]),
      'gm_map',
    );
    expect(pair.scoreA).toBeCloseTo(Math.sqrt(0.125), 12);
    expect(pair.difference).toBeCloseTo(Math.sqrt(0.125) / 2, 12);
    expect(pair.interval?.low).toBeGreaterThan(0.12);
    expect(pair.interval?.high).toBeLessThan(0.25);
  });

  it('draw the translations of a question together', () => {
    const queries = ['deu/a/p1', 'swh/a/p1', 'deu/a/p2', 'swh/a/p2', 'deu/a/p3', 'swh/a/p3'];
    const values = { ndcg_at_10: [1, 1, 1, 1, 1, 1] };
    const found = compareRuns([run('a', values, queries), run('b', values, queries)]);
    expect([found.queries, found.clusters]).toEqual([6, 3]);
    expect(found.tooFew).toContain('6 questions needed, 3 there');
  });
});

describe('runs that differ in what they hold', () => {
  it('are compared on the queries of all, and the others are counted', () => {
    const found = compareRuns([
      run('a', { ndcg_at_10: [1, 0, 1] }, ['x', 'y', 'z']),
      run('b', { ndcg_at_10: [1, 1, 0.5] }, ['z', 'x', 'v']),
    ]);
    expect([found.queries, found.unpaired]).toEqual([2, 2]);
    expect(pairOf(found, 'ndcg_at_10')).toMatchObject({ scoreA: 1, scoreB: 1, ties: 2 });
  });

  it('are refused where they share none', () => {
    expect(() =>
      compareRuns([run('a', { ndcg_at_10: [1] }, ['x']), run('b', { ndcg_at_10: [1] }, ['y'])]),
    ).toThrow('share no judged query');
  });

  it('leave out counts and what is undefined, by name', () => {
    const values = { num_ret: [3, 4], iprec_at_recall_0: [NaN, 1], map: [1, 0] };
    expect(compareRuns([run('a', values), run('b', values)]).untested).toEqual([
      { measure: 'num_ret', reason: 'a count' },
      { measure: 'iprec_at_recall_0', reason: 'undefined (0/0) for some of the queries' },
    ]);
  });
});
