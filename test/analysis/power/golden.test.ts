import { describe, expect, it } from '@jest/globals';
import {
  detectable,
  normalQuantile,
  unitsNeeded,
} from '../../../src/analysis/power/sample-size.js';
import { varianceComponents } from '../../../src/analysis/power/variance.js';
import { STATS } from '../../support/stats-golden.js';

describe('sample sizes', () => {
  it.each(STATS.power.quantiles)("the normal quantile of %d is scipy's", (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-9);
  });

  it.each(STATS.power.sizes.map((one) => [one.sd, one.difference, one] as const))(
    'sd %d, difference %d: within one unit of the paired t test of statsmodels',
    (sd, difference, { alpha, power, n }) => {
      expect(
        Math.abs(unitsNeeded(sd, difference, { alpha, power }) - Math.ceil(n)),
      ).toBeLessThanOrEqual(1);
    },
  );

  it("needed and detectable are each other's inverse", () => {
    const goal = { alpha: 0.05, power: 0.8 };
    const n = unitsNeeded(0.2, 0.03, goal);
    expect(detectable(0.2, n, goal)).toBeLessThanOrEqual(0.03);
    expect(detectable(0.2, n - 1, goal)).toBeGreaterThan(0.03);
    expect(detectable(0.2, 1, goal)).toBeNull();
    expect(unitsNeeded(0, 0.01, goal)).toBe(2);
  });
});

describe('variance components', () => {
  const { groups, within, between, size } = STATS.power;

  it('are those of the analysis of variance', () => {
    const found = varianceComponents(
      groups.flat(),
      groups.flatMap((group, i) => group.map(() => String(i))),
    );
    expect(found?.withinFamilies).toBeCloseTo(within, 12);
    expect(found?.betweenFamilies).toBeCloseTo(between, 12);
    expect(found?.languagesPerFamily).toBeCloseTo(size, 12);
  });

  it('do not exist where families are single languages or there is one family', () => {
    expect(varianceComponents([1, 2], ['a', 'b'])).toBeUndefined();
    expect(varianceComponents([1, 2], ['a', 'a'])).toBeUndefined();
  });
});
