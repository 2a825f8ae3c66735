import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from '../../src/base/python.js';
import { hitOrder } from '../../src/search/hit-order.js';

/** The rule itself: score descending, id descending. */
function byRule(scores: readonly number[], ids: readonly string[]): number[] {
  return [...ids.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || compareCodePoints(ids[b] ?? '', ids[a] ?? ''));
}

const idsOf = (length: number): string[] => Array.from({ length }, (_, i) => `${(i * 7919) % 1009}-${i}`);

describe('order of hits', () => {
  it.each([
    ['float32 scores of any size and sign', fc.float({ noNaN: true, noDefaultInfinity: true })],
    ['few different scores, zeros of both signs', fc.constantFrom(0, -0, 0.5, -0.5, 1, Math.fround(0.1), -1e-40, Infinity, -Infinity)],
    ['float64 scores', fc.double({ noNaN: true, noDefaultInfinity: true })],
  ])('is that of the rule for %s', (_name, score) => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 900, size: 'max' }), (scores) => {
        const ids = idsOf(scores.length);
        expect([...hitOrder(Float64Array.from(scores), ids)]).toEqual(byRule(scores, ids));
      }),
      { numRuns: 60 },
    );
  });

  it('is that of the rule for a pool of thousands with ties', () => {
    const scores = Array.from({ length: 13_014 }, (_, i) => Math.fround(Math.sin(i * 1.7) * (i % 3 === 0 ? 0.5 : 1)) * (i % 11 === 0 ? 0 : 1));
    const ids = idsOf(scores.length);
    expect([...hitOrder(Float64Array.from(scores), ids)]).toEqual(byRule(scores, ids));
  });
});
