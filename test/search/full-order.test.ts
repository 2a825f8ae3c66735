import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { FullOrder } from '../../src/search/full-order.js';

interface Ranked {
  readonly docs: readonly string[];
  readonly scores: readonly number[];
}

/** The rule itself: score descending, id descending; of a repeated id the better place. */
function byRule(scores: readonly number[], ids: readonly string[]): Ranked {
  const hits = ids
    .map((id, i) => ({ id, score: scores[i] ?? NaN }))
    .sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id));
  const first = hits.filter(({ id }, i) => hits.findIndex((hit) => hit.id === id) === i);
  return { docs: first.map(({ id }) => id), scores: first.map(({ score }) => score) };
}

function ranked(scores: readonly number[], ids: readonly string[]): Ranked {
  const { docs, scores: sorted } = new FullOrder(ids).rank(Float64Array.from(scores));
  const single = Float32Array.from(scores);
  if (single.every((score, i) => score === scores[i])) {
    const same = new FullOrder(ids).rank(single);
    expect(same.scores).toBeInstanceOf(Float32Array);
    expect([same.docs, [...same.scores]]).toEqual([docs, [...sorted]]);
  }
  return { docs, scores: [...sorted] };
}

const plusZero = ({ docs, scores }: Ranked): Ranked => ({
  docs,
  scores: scores.map((score) => score + 0),
});

describe('full order of a pool', () => {
  it.each([
    ['float32 scores of any size and sign', fc.float({ noNaN: true, noDefaultInfinity: true })],
    [
      'few different scores, zeros of both signs',
      fc.constantFrom(0, -0, 0.5, -0.5, 1, Math.fround(0.1), -1e-40),
    ],
    [
      'float64 scores',
      fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 0.1)),
    ],
  ])('is that of the rule for %s', (_name, score) => {
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 300, size: 'max' }),
        fc.boolean(),
        (scores, repeat) => {
          const ids = scores.map((_, i) => `${(i * 7919) % (repeat ? 97 : 100_003)}`);
          expect(plusZero(ranked(scores, ids))).toEqual(plusZero(byRule(scores, ids)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is that of the rule for a pool of thousands with ties', () => {
    const scores = Array.from(
      { length: 5_000 },
      (_, i) => Math.fround(Math.sin(i * 1.7) * (i % 3 === 0 ? 0.5 : 1)) * (i % 11 === 0 ? 0 : 1),
    );
    const ids = scores.map((_, i) => `${(i * 7919) % 1009}-${i}`);
    expect(plusZero(ranked(scores, ids))).toEqual(plusZero(byRule(scores, ids)));
  });

  it('orders ids by code point', () => {
    expect(ranked([1, 1, 1], ['\u{1f514}', '\uffee', 'a']).docs).toEqual([
      '\u{1f514}',
      '\uffee',
      'a',
    ]);
  });
});
