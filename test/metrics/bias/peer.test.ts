import { describe, expect, it } from '@jest/globals';
import { chiSquareSurvival } from '../../../src/metrics/bias/chi-square.js';
import { equalRankProbability } from '../../../src/metrics/bias/kruskal-wallis.js';
import { peer } from '../../../src/metrics/bias/peer.js';
import {
  golden,
  languageOfDocument,
  largestDifference,
  qrelsOf,
  rankingsOf,
} from '../../support/bias-golden.js';

const weights = new Map(
  Object.entries(golden.graded_set.weights).map(([grade, weight]) => [Number(grade), weight]),
);
const rankings = rankingsOf(golden.graded_set);
const qrels = qrelsOf(golden.graded_set);

describe('PEER against scipy', () => {
  it.each([
    ['peer', 10],
    ['peer', 30],
    ['peer_reference', 10],
    ['peer_reference', 30],
  ] as const)('%s at %s', (variant, k) => {
    const got = peer(rankings, qrels, {
      variant,
      k,
      weights,
      documentLanguage: languageOfDocument,
    });
    const want = golden.graded_set.expected[`${variant}_${k}`];
    if (got.value === null) throw new Error(got.reason);
    expect(largestDifference(got.perQuery, want?.values ?? [])).toBeLessThan(1e-10);
    expect(Math.abs(got.value - (want?.mean ?? NaN))).toBeLessThan(1e-10);
    expect(got.informative).toBe(11);
  });

  it('the two variants differ where documents were not retrieved: ranks {1, 50} against two beyond 100', () => {
    const docs = Array.from({ length: 100 }, (_, i) =>
      i === 0 || i === 49 ? `de-${i}` : `xx-${i}`,
    );
    const run = [{ query: 'q', docs, scores: docs.map((_, i) => 100 - i) }];
    const judged = new Map([
      [
        'q',
        new Map([
          ['de-0', 1],
          ['de-49', 1],
          ['en-1', 1],
          ['en-2', 1],
        ]),
      ],
    ]);
    const at = (variant: 'peer' | 'peer_reference'): number | null =>
      peer(run, judged, {
        variant,
        k: 100,
        weights: new Map([[1, 1]]),
        documentLanguage: languageOfDocument,
      }).value;
    expect(at('peer')).toBeCloseTo(0.115, 3);
    expect(at('peer_reference')).toBeCloseTo(0.387, 3);
  });

  it('the two variants break ties of the score the other way round', () => {
    // after d-9, which leads, "d-1" and "e-1" share a score: id descending puts e-1 second, id
    // ascending third
    const run = [{ query: 'q', docs: ['d-9', 'd-1', 'e-1', 'x-1'], scores: [2, 1, 1, 0] }];
    const judged = new Map([['q', new Map(['d-9', 'd-1', 'e-1'].map((doc) => [doc, 1]))]]);
    const at = (variant: 'peer' | 'peer_reference'): number | null =>
      peer(run, judged, {
        variant,
        k: 4,
        weights: new Map([[1, 1]]),
        documentLanguage: (doc) => doc.slice(0, 1),
      }).value;
    expect(at('peer')).toBeCloseTo(equalRankProbability([[1, 3], [2]]), 12);
    expect(at('peer_reference')).toBeCloseTo(equalRankProbability([[1, 2], [3]]), 12);
    expect(at('peer')).not.toBeCloseTo(at('peer_reference') ?? NaN, 3);
  });

  it('takes the weights as they are, and refuses those that do not sum to 1', () => {
    const options = { variant: 'peer', k: 10, documentLanguage: languageOfDocument } as const;
    const whole = (grade: number): readonly number[] => {
      const found = peer(rankings, qrels, { ...options, weights: new Map([[grade, 1]]) });
      return found.value === null ? [] : [...found.perQuery];
    };
    const [one, two] = [whole(1), whole(2)];
    const mixed = peer(rankings, qrels, {
      ...options,
      weights: new Map([
        [1, 0.25],
        [2, 0.75],
      ]),
    });
    if (mixed.value === null) throw new Error(mixed.reason);
    mixed.perQuery.forEach((value, i) =>
      expect(value).toBeCloseTo(0.25 * (one[i] ?? NaN) + 0.75 * (two[i] ?? NaN), 12),
    );
    for (const weight of [0.9999, 1.0001])
      expect(() => peer(rankings, qrels, { ...options, weights: new Map([[1, weight]]) })).toThrow(
        /must sum to 1/,
      );
  });

  it('is null with a reason where every language has one relevant document', () => {
    const set = golden.pool_set;
    const got = peer(rankingsOf(set), qrelsOf(set), {
      variant: 'peer',
      k: 56,
      weights: new Map([[1, 1]]),
      documentLanguage: languageOfDocument,
    });
    expect(got).toEqual({
      value: null,
      reason: expect.stringContaining('the same for every ranking'),
    });
  });

  it.each(Object.entries(golden.peer_constant))(
    'one document in each of %s languages gives a constant, whatever the ranks',
    (languages, constant) => {
      for (const stretch of [1, 3, 11]) {
        const groups = Array.from({ length: Number(languages) }, (_, i) => [1 + i * i * stretch]);
        expect(equalRankProbability(groups)).toBeCloseTo(constant, 12);
      }
    },
  );

  it('refuses weights that do not sum to 1', () => {
    expect(() =>
      peer(rankings, qrels, {
        variant: 'peer',
        k: 10,
        weights: new Map([[1, 0.5]]),
        documentLanguage: languageOfDocument,
      }),
    ).toThrow('must sum to 1');
  });
});

describe('chi-square survival', () => {
  it.each(golden.chi_square)(
    'P(X ≥ %s) with %s degrees of freedom is scipy’s %s',
    (x, degrees, survival) => {
      expect(Math.abs(chiSquareSurvival(x, degrees) - survival)).toBeLessThanOrEqual(
        1e-12 * Math.max(survival, 1e-280) + (survival > 0.5 ? 1e-14 : 0),
      );
    },
  );

  it('ends at 1 and 0', () => {
    expect([
      chiSquareSurvival(0, 3),
      chiSquareSurvival(Infinity, 3),
      chiSquareSurvival(NaN, 3),
    ]).toEqual([1, 0, NaN]);
  });
});
