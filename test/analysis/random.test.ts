import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clusterInterval } from '../../src/analysis/aggregate/interval.js';
import { quantile } from '../../src/analysis/quantile.js';
import { seededRandom } from '../../src/analysis/random.js';

describe('seededRandom', () => {
  const draw = (seed: number, label: string, count = 5): number[] => {
    const random = seededRandom(seed, label);
    return Array.from({ length: count }, () => random.below(1000));
  };

  it('repeats itself for seed and label, and differs otherwise', () => {
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(1 + 2 ** 32, 'a'));
  });

  it('is uniform (chi-square of 10 cells under its 99.9 % point, 27.88)', () => {
    const random = seededRandom(3, 'uniform');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const value = random.below(10);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    expect(counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.88);
  });
});

describe('quantile', () => {
  it("is numpy's", () => {
    // np.quantile([1, 2, 4, 8], [0, .025, .5, .9, 1])
    const found = [0, 0.025, 0.5, 0.9, 1].map((share) =>
      quantile(Float64Array.of(1, 2, 4, 8), share),
    );
    [1, 1.075, 3, 6.8, 8].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 12));
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });

  it('is that of the sorted values, whatever their order and however many are equal', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), fc.integer({ min: 0, max: 3 })),
          { minLength: 1, maxLength: 60 },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = Float64Array.from(values).sort();
          const position = (sorted.length - 1) * share;
          const below = Math.floor(position);
          const [low = NaN, high = low] = sorted.slice(below, below + 2);
          expect(quantile(Float64Array.from(values), share)).toBe(
            low + (high - low) * (position - below),
          );
        },
      ),
    );
  });
});

describe('clusterInterval', () => {
  const options = { seed: 1, draws: 4000, level: 0.95 };

  it('equals the normal approximation for many equal clusters', () => {
    const clusters = Array.from({ length: 200 }, (_, i) => ({
      name: String(i).padStart(3, '0'),
      numerator: i % 2,
      denominator: 1,
    }));
    const found = clusterInterval(clusters, 'family', options);
    const half = 1.96 * Math.sqrt(0.25 / 200);
    expect(found?.low).toBeCloseTo(0.5 - half, 1);
    expect(found?.high).toBeCloseTo(0.5 + half, 1);
  });

  it('takes whole clusters: few large families widen it', () => {
    const singles = Array.from({ length: 40 }, (_, i) => ({
      name: `s${String(i).padStart(2, '0')}`,
      numerator: i % 2,
      denominator: 1,
    }));
    const paired = Array.from({ length: 6 }, (_, i) => ({
      name: `p${String(i)}`,
      numerator: 10 * (i % 2),
      denominator: 10,
    }));
    const width = (clusters: typeof singles): number => {
      const found = clusterInterval(clusters, 'family', options);
      return (found?.high ?? NaN) - (found?.low ?? NaN);
    };
    expect(width(paired)).toBeGreaterThan(2 * width(singles));
  });

  it('is refused for clusters that are worth under four degrees of freedom', () => {
    expect(
      clusterInterval(
        [
          { name: 'a', numerator: 1, denominator: 1 },
          { name: 'b', numerator: 0, denominator: 1 },
        ],
        'family',
        options,
      ),
    ).toBeNull();
  });
});
