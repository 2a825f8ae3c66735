import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HitBuffer } from '../../src/metrics/ranks/hit-buffer.js';
import { judgeRanks } from '../../src/metrics/ranks/judged-ranks.js';
import { boundsFault } from '../../src/scores/bounds.js';
import { findScore, scoreKey } from '../../src/scores/keys.js';
import { scoreLabel } from '../../src/scores/label.js';
import type { RankedScore, ScoreFacts } from '../../src/scores/contract/score.js';

/** What every part of the program relies on that prints, checks or files a score. */
export function scoreFactsContract(score: ScoreFacts): void {
  describe(`score contract: ${nameOf(score)}`, () => {
    it('is described for a reader and has a source', () => {
      expect(score.label).not.toBe('');
      expect(score.sentence).toMatch(/^\S.*\.$/);
      expect(score.source.length).toBeGreaterThan(5);
      const [least, most] = score.bounds;
      if (least !== null && most !== null) expect(least).toBeLessThan(most);
    });

    it('is found by each of its keys, and by no other text that means the same', () => {
      if (score.keys !== undefined) return;
      for (const key of keysOf(score)) {
        expect(findScore(key)).toMatchObject({ key, score: { id: score.id } });
        expect(scoreLabel(key)).toContain((score.short ?? score.label).slice(0, 3));
        expect(findScore(`${key}_at_07`)).toBeUndefined();
        expect(findScore(`x${key}`)?.score.id).not.toBe(score.id);
      }
    });
  });
}

const DOCS = 'abcdefghijklmnopqrst'.split('');

/** A ranking of some documents, best first, and grades of some. */
const judgedRanking = fc.record({
  docs: fc.shuffledSubarray(DOCS),
  grades: fc
    .uniqueArray(fc.tuple(fc.constantFrom(...DOCS), fc.integer({ min: -1, max: 3 })), {
      selector: ([doc]) => doc,
      minLength: 1,
    })
    .map((pairs) => new Map(pairs)),
});

/** What a score of one ranked list promises on top, whatever it measures. */
export function rankedScoreContract(score: RankedScore): void {
  const cutoffs = score.cutoffs === 'never' ? [Infinity] : [1, 3, 5, 10, 15, 100];
  const parameter = score.parameter?.example ?? NaN;
  const values = (
    docs: readonly string[],
    grades: ReadonlyMap<string, number>,
    at: readonly number[] = cutoffs,
    scores: ArrayLike<number> = docs.map((_, i) => -i),
  ): number[] => {
    const hits = new HitBuffer();
    hits.load({ query: 'q', docs, scores }, {});
    const out = new Float64Array(at.length).fill(NaN);
    score.evaluate(judgeRanks(hits, grades), at, out, parameter);
    return [...out];
  };
  describe(`ranked score contract: ${nameOf(score)}`, () => {
    it('lies within its bounds at every cut-off, also without hits and without relevant documents', () => {
      fc.assert(
        fc.property(judgedRanking, ({ docs, grades }) => {
          for (const ranked of [docs, []]) {
            const got = values(ranked, grades);
            cutoffs.forEach((k, i) => {
              expect(got[i]).not.toBeNaN();
              expect(
                boundsFault(scoreKey(score, k, parameter), got[i] ?? NaN, 1e-12),
              ).toBeUndefined();
            });
          }
        }),
      );
    });

    it('is best where the best judged documents stand first', () => {
      const sign = score.direction === 'higher' ? 1 : -1;
      fc.assert(
        fc.property(judgedRanking, ({ docs, grades }) => {
          const judged = [...grades].sort(([, a], [, b]) => b - a).map(([doc]) => doc);
          const rest = DOCS.filter((doc) => !grades.has(doc));
          const best = values([...judged, ...rest].slice(0, docs.length), grades);
          values(docs, grades).forEach((value, i) =>
            expect(sign * value).toBeLessThanOrEqual(sign * (best[i] ?? NaN) + 1e-12),
          );
        }),
      );
    });

    it('knows documents by their order alone, not by their scores', () => {
      fc.assert(
        fc.property(judgedRanking, fc.integer({ min: -50, max: 50 }), ({ docs, grades }, shift) => {
          const other = docs.map((_, i) => shift + 3 ** (docs.length - i) / 7);
          expect(values(docs, grades, cutoffs, other)).toEqual(values(docs, grades));
        }),
      );
    });

    it('has at a cut-off the same value whatever other cut-offs are asked for', () => {
      fc.assert(
        fc.property(judgedRanking, ({ docs, grades }) => {
          const together = values(docs, grades);
          cutoffs.forEach((k, i) =>
            expect(values(docs, grades, [k])[0]).toBeCloseTo(together[i] ?? NaN, 12),
          );
        }),
      );
    });

    it('does not see what lies beyond the cut-off', () => {
      if (score.cutoffs === 'never') return;
      fc.assert(
        fc.property(judgedRanking, ({ docs, grades }) => {
          for (const k of cutoffs)
            expect(values(docs.slice(0, k), grades, [k])).toEqual(values(docs, grades, [k]));
        }),
      );
    });

    it('grows with the cut-off where the table says so', () => {
      if (score.growing !== true) return;
      fc.assert(
        fc.property(judgedRanking, ({ docs, grades }) => {
          const got = values(docs, grades);
          got
            .slice(1)
            .forEach((value, i) => expect(value).toBeGreaterThanOrEqual((got[i] ?? NaN) - 1e-12));
        }),
      );
    });
  });
}

/** `neverAbove` of the table, on random rankings. */
export function neverAboveContract(scores: readonly RankedScore[]): void {
  const pairs = scores.flatMap((score) =>
    (score.neverAbove ?? []).flatMap(({ id, times }) =>
      scores
        .filter((other) => other.id === id && other.cutoffs === score.cutoffs)
        .map((other) => [score, other, times] as const),
    ),
  );
  describe('one score is never above another', () => {
    it.each(pairs.map((pair) => [`${pair[0].id} and ${pair[1].id}`, pair] as const))(
      '%s',
      (_, [score, other, times]) => {
        const cutoffs = [1, 2, 5, 10];
        fc.assert(
          fc.property(judgedRanking, ({ docs, grades }) => {
            const hits = new HitBuffer();
            hits.load({ query: 'q', docs, scores: docs.map((__, i) => -i) }, {});
            const ranks = judgeRanks(hits, grades);
            const [low, high] = [new Float64Array(4), new Float64Array(4)];
            score.evaluate(ranks, cutoffs, low, NaN);
            other.evaluate(ranks, cutoffs, high, NaN);
            cutoffs.forEach((k, i) =>
              expect(low[i]).toBeLessThanOrEqual(
                (high[i] ?? NaN) * (times === 'cutoff' ? k : 1) + 1e-12,
              ),
            );
          }),
        );
      },
    );
  });
}

const nameOf = (score: ScoreFacts): string =>
  `${score.id}, ${score.group}, cut-offs ${score.cutoffs}`;

function keysOf(score: ScoreFacts): string[] {
  const parameter = score.parameter?.example ?? NaN;
  const at = { always: [10], optional: [Infinity, 10], never: [Infinity] }[score.cutoffs];
  return at.map((k) => scoreKey(score, k, parameter));
}
