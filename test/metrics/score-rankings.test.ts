import { describe, expect, it } from '@jest/globals';
import { isGlottobenchError } from '../../src/base/errors.js';
import { roundForDisk } from '../../src/metrics/arithmetic/disk-rounding.js';
import { pairwiseSum } from '../../src/metrics/arithmetic/numpy-sum.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';

const qrels = new Map([
  [
    'q',
    new Map([
      ['a', 1],
      ['b', 2],
    ]),
  ],
  ['other', new Map([['a', 1]])],
]);
const run = [{ query: 'q', docs: ['a', 'c', 'b'], scores: [3, 2, 1] }];

function codeOf(call: () => unknown): string | undefined {
  try {
    call();
  } catch (error) {
    return isGlottobenchError(error) ? error.code : 'not one of ours';
  }
  return undefined;
}

describe('scoreRankings', () => {
  it('has one value per query and cut-off, in the order of the rankings', () => {
    const { perQuery } = scoreRankings(
      [{ query: 'other', docs: ['b', 'a'], scores: [1, 0] }, ...run],
      qrels,
      { kValues: [1, 3] },
    );
    expect(perQuery.queries).toEqual(['other', 'q']);
    expect([...(perQuery.values['mrr_at_3'] ?? [])]).toEqual([0.5, 1]);
    expect([...(perQuery.values['recall_at_1'] ?? [])]).toEqual([0, 0.5]);
  });

  it('sorts cut-offs and takes each once; without 1 there is no accuracy', () => {
    const { scores } = scoreRankings(run, qrels, { kValues: [5, 3, 5] });
    expect(Object.keys(scores).slice(0, 6)).toEqual([
      'ndcg_at_3',
      'ndcg_at_5',
      'map_at_3',
      'map_at_5',
      'recall_at_3',
      'recall_at_5',
    ]);
    expect(scores).not.toHaveProperty('accuracy');
    expect(Object.keys(scores)).toHaveLength(2 * 6 + 2 * 5 * 3);
  });

  it('works beyond 1000 and with cut-offs beyond the ranking', () => {
    const docs = Array.from({ length: 3000 }, (_, i) => `d${i}`);
    const { scores } = scoreRankings(
      [{ query: 'q', docs, scores: docs.map((_, i) => -i) }],
      new Map([['q', new Map([['d1999', 1]])]]),
      { kValues: [1000, 2000, 9000] },
    );
    expect([scores['recall_at_1000'], scores['recall_at_2000'], scores['mrr_at_9000']]).toEqual([
      0,
      1,
      1 / 2000,
    ]);
  });

  it('finds relevant documents the same way when they are few and when they are many', () => {
    const docs = Array.from({ length: 200 }, (_, i) => `d${(i * 37) % 200}`);
    const scores = docs.map((_, i) => Math.sin(i * i));
    for (const relevant of [11, 12, 13, 40]) {
      const grades = new Map(Array.from({ length: relevant }, (_, i) => [`d${i * 3}`, 1] as const));
      const { perQuery } = scoreRankings([{ query: 'q', docs, scores }], new Map([['q', grades]]), {
        kValues: [200],
      });
      const order = docs
        .map((doc, i) => ({ doc, score: scores[i] as number }))
        .sort((a, b) => b.score - a.score)
        .map(({ doc }) => doc);
      const ranks = [...grades.keys()].map((doc) => order.indexOf(doc) + 1).sort((a, b) => a - b);
      const expected = ranks.reduce((sum, rank, i) => sum + (i + 1) / rank, 0) / relevant;
      expect(perQuery.values['map_at_200']?.[0]).toBeCloseTo(expected, 14);
    }
  });

  it.each([
    [
      'no query with judgements',
      [{ query: 'nobody', docs: ['a'], scores: [1] }],
      'no query of the run has judgements',
    ],
    ['a query twice', [...run, ...run], 'query "q" has two rankings'],
    [
      'ids without scores',
      [{ query: 'q', docs: ['a', 'b'], scores: [1] }],
      'query "q" has 2 documents but 1 scores',
    ],
    [
      'a NaN score',
      [{ query: 'q', docs: ['a', 'b'], scores: [1, NaN] }],
      'the score of document "b" for query "q" is NaN',
    ],
    [
      'a relevant document twice',
      [{ query: 'q', docs: ['a', 'c', 'a'], scores: [3, 2, 1] }],
      'document "a" stands twice',
    ],
  ])('refuses %s', (_what, rankings, message) => {
    expect(() => scoreRankings(rankings, qrels)).toThrow(message);
    expect(codeOf(() => scoreRankings(rankings, qrels))).toBe('GB_INPUT_INVALID');
  });

  it.each([[[0]], [[1.5]], [[]], [[NaN]]])('refuses the cut-offs %j', (kValues) => {
    expect(codeOf(() => scoreRankings(run, qrels, { kValues }))).toBe('GB_USAGE');
  });

  it('refuses a relevant document that comes twice among many', () => {
    const grades = new Map(Array.from({ length: 30 }, (_, i) => [`r${i}`, 1] as const));
    expect(() =>
      scoreRankings(
        [{ query: 'q', docs: ['r1', 'x', 'r1'], scores: [3, 2, 1] }],
        new Map([['q', grades]]),
      ),
    ).toThrow('document "r1" stands twice');
  });
});

describe('around it', () => {
  it('rounds for the disk to 6 decimals, halves to even, and leaves NaN', () => {
    expect(roundForDisk({ a: 0.0078125, b: 1 / 3, c: NaN })).toEqual({
      a: 0.007812,
      b: 0.333333,
      c: NaN,
    });
  });

  it('sums like numpy: blocks of eight, halves above 128', () => {
    // In this order 1 and -1 meet in one accumulator, and the small ones survive; left to right
    // they would not.
    const values = Float64Array.from({ length: 16 }, (_, i) =>
      i === 0 ? 1e16 : i === 8 ? -1e16 : 1,
    );
    expect(pairwiseSum(values)).toBe(14);
    expect(values.reduce((sum, value) => sum + value, 0)).not.toBe(14);
    expect(pairwiseSum(new Float64Array(0))).toBe(0);
  });
});
