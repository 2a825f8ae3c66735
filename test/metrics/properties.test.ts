import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { HitBuffer } from '../../src/metrics/ranks/hit-buffer.js';
import { judgeRanks } from '../../src/metrics/ranks/judged-ranks.js';
import { topDocuments } from '../../src/metrics/ranks/order.js';
import { scoreRankings } from '../../src/metrics/score-rankings.js';
import type { Ranking } from '../../src/types/ranking.js';

const id = fc.oneof(
  fc.integer({ min: 0, max: 40 }).map((n) => `d${n}`),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 2 }),
  fc.constantFrom('😀', 'Ａ', '10', '9', '010'),
);
// Coarse scores for ties, fine ones for pairs that float32 cannot tell apart.
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((n) => n / 4),
  fc.integer({ min: 0, max: 3 }).map((n) => 0.5 + n * 1e-9),
  fc.double({ min: -10, max: 10, noNaN: true }),
);
const hits = fc.uniqueArray(fc.tuple(id, value), { maxLength: 60, selector: ([doc]) => doc });
const judgements = fc
  .uniqueArray(fc.tuple(id, fc.integer({ min: -1, max: 3 })), {
    minLength: 1,
    maxLength: 30,
    selector: ([doc]) => doc,
  })
  .map((list) => new Map(list));
const queries = fc.array(fc.record({ hits, grades: judgements }), { minLength: 1, maxLength: 8 });

type Query = { hits: [string, number][]; grades: Map<string, number> };
const rankingsOf = (list: readonly Query[]): Ranking[] =>
  list.map(({ hits: h }, i) => ({
    query: `q${i}`,
    docs: h.map(([doc]) => doc),
    scores: Float64Array.from(h, ([, score]) => score),
  }));
const qrelsOf = (list: readonly Query[]): Map<string, Map<string, number>> =>
  new Map(list.map(({ grades }, i) => [`q${i}`, grades]));

describe('scoreRankings', () => {
  it('finds the rank that a full sort gives, in both precisions', () => {
    const buffer = new HitBuffer();
    fc.assert(
      fc.property(hits, judgements, (list, grades) => {
        const ranking = rankingsOf([{ hits: list, grades }])[0] as Ranking;
        buffer.load(ranking, {});
        const judged = judgeRanks(buffer, grades);
        const sorted = [...list]
          .sort((a, b) => Math.fround(b[1]) - Math.fround(a[1]) || compareCodePoints(b[0], a[0]))
          .map(([doc]) => doc);
        const relevant = sorted.filter((doc) => (grades.get(doc) ?? 0) > 0);
        expect(judged.docs).toEqual(relevant);
        expect(judged.ranks).toEqual(relevant.map((doc) => sorted.indexOf(doc) + 1));
        const exact = [...list].sort((a, b) => b[1] - a[1] || compareCodePoints(b[0], a[0]));
        const first = exact.findIndex(([doc]) => (grades.get(doc) ?? 0) > 0);
        expect(judged.firstRank).toBe(first === -1 ? Infinity : first + 1);
        expect(topDocuments(ranking, 7)).toEqual(sorted.slice(0, 7));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of the hits (the confidence std apart, in its last bits)', () => {
    fc.assert(
      fc.property(queries, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = list.map(({ hits: h, grades }) => ({
          grades,
          hits: h
            .map((hit) => [keys.next().value as number, hit] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, hit]) => hit),
        }));
        const plain = scoreRankings(rankingsOf(list), qrelsOf(list)).scores;
        const mixed = scoreRankings(rankingsOf(shuffled), qrelsOf(list)).scores;
        const kept = (scores: object): [string, number][] =>
          Object.entries(scores as Record<string, number>).filter(([key]) => !key.endsWith('_std'));
        expect(kept(mixed)).toEqual(kept(plain));
      }),
      { numRuns: 100 },
    );
  });

  it('stays between 0 and 1, and grows with k where it must', () => {
    fc.assert(
      fc.property(queries, (list) => {
        const { scores, perQuery } = scoreRankings(rankingsOf(list), qrelsOf(list), {
          kValues: [1, 2, 5, 20],
        });
        expect(
          Object.entries(scores as Record<string, number>).filter(
            ([key, score]) => !key.startsWith('nauc') && !(score >= 0 && score <= 1),
          ),
        ).toEqual([]);
        for (const metric of ['map', 'recall', 'mrr', 'hit_rate']) {
          for (const [row] of perQuery.queries.entries()) {
            const values = [1, 2, 5, 20].map(
              (k) => perQuery.values[`${metric}_at_${k}`]?.[row] ?? NaN,
            );
            expect(values).toEqual([...values].sort((a, b) => a - b));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives a perfect ranking 1 everywhere it can be 1', () => {
    fc.assert(
      fc.property(
        judgements.filter((grades) => [...grades.values()].some((grade) => grade > 0)),
        (grades) => {
          const best = [...grades].sort((a, b) => b[1] - a[1]);
          const run = [
            {
              query: 'q',
              docs: best.map(([doc]) => doc),
              scores: best.map(([, grade], i) => grade * 1000 - i),
            },
          ];
          const { scores } = scoreRankings(run, new Map([['q', grades]]));
          for (const key of [
            'ndcg_at_1',
            'ndcg_at_10',
            'ndcg_at_1000',
            'map_at_1000',
            'recall_at_1000',
            'mrr_at_1',
            'hit_rate_at_1',
            'precision_at_1',
          ])
            expect([key, scores[key]]).toEqual([key, 1]);
        },
      ),
    );
  });

  it('gives float32 and float64 scores of the same values the same result', () => {
    fc.assert(
      fc.property(queries, (list) => {
        const single = rankingsOf(list).map((ranking) => ({
          ...ranking,
          scores: Float32Array.from(ranking.scores),
        }));
        const double = single.map((ranking) => ({
          ...ranking,
          scores: Float64Array.from(ranking.scores),
        }));
        expect(scoreRankings(single, qrelsOf(list))).toEqual(scoreRankings(double, qrelsOf(list)));
      }),
      { numRuns: 100 },
    );
  });
});
