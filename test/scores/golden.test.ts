import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import { findOwnScore } from '../../src/scores/keys.js';

type Nested = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface GoldenCase {
  readonly name: string;
  readonly qrels: Nested;
  readonly run: Nested;
  readonly expected: Nested;
}

const cases = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'scores', 'golden.json'), 'utf8'),
) as GoldenCase[];
describe('own scores, beside trec_eval and ir_measures', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const keys = Object.keys(Object.values(one.expected)[0] ?? {});
    const qrels = new Map(
      Object.entries(one.qrels).map(([query, docs]) => [query, new Map(Object.entries(docs))]),
    );
    const rankings = Object.entries(one.run).map(([query, hits]) => ({
      query,
      docs: Object.keys(hits),
      scores: Object.values(hits),
    }));
    const { scores, perQuery } = scoreRankings(rankings, qrels, { extraScores: keys });
    expect(Object.keys(scores).slice(148)).toEqual(keys);
    for (const key of keys) {
      const wanted = perQuery.queries.map((query) => one.expected[query]?.[key] ?? NaN);
      const got = [...(perQuery.values[key] ?? [])];
      // trec_eval's sums are ours bit for bit; cwl_eval sums a vector of 1,000 weights.
      if (key.startsWith('rbp'))
        expect([key, got.map((v, i) => Math.abs(v - (wanted[i] ?? NaN)) < 1e-12)]).toEqual([
          key,
          got.map(() => true),
        ]);
      else expect([key, got]).toEqual([key, wanted]);
      const mean = wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
      expect(scores[key]).toBeCloseTo(mean, 12);
    }
  });

  it('cover the shipped scores, every grade and ties', () => {
    const keys = Object.keys(Object.values(cases[0]?.expected ?? {})[0] ?? {});
    expect(new Set(keys.map((key) => findOwnScore(key)?.score.id))).toEqual(
      new Set(['map', 'ndcg', 'r_precision', 'bpref', 'rbp', 'judged']),
    );
    const grades = new Set(
      cases.flatMap(({ qrels }) => Object.values(qrels).flatMap((docs) => Object.values(docs))),
    );
    expect([...grades].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2, 3]);
    const tied = cases.filter(({ run }) =>
      Object.values(run).some((hits) => {
        const scores = Object.values(hits);
        return new Set(scores).size < scores.length;
      }),
    );
    expect(tied.length).toBeGreaterThan(10);
  });
});
