import { describe, expect, it } from '@jest/globals';
import { clusterFits } from '../../../src/analysis/explain/cluster-fits.js';
import {
  leastSquares,
  partialR2,
  varianceInflation,
} from '../../../src/analysis/explain/least-squares.js';
import { ranks, resampledSpearman, spearman } from '../../../src/analysis/explain/spearman.js';
import { equalRankProbability } from '../../../src/metrics/bias/kruskal-wallis.js';
import { farthest, STATS } from '../../support/stats-golden.js';

describe.each(STATS.regression.map((one) => [one.y.length, one] as const))(
  'regression on %i rows',
  (_rows, golden) => {
    const fit = leastSquares(golden.x, golden.y);

    it('coefficients, residuals and R² are those of statsmodels', () => {
      expect(farthest(fit?.coefficients ?? [], golden.coefficients)).toBeLessThan(1e-8);
      expect(fit?.residual).toBeCloseTo(golden.residual, 10);
      expect(fit?.r2).toBeCloseTo(golden.r2, 10);
    });

    it('partial R² and variance inflation too', () => {
      expect(
        farthest(
          golden.partial.map((_, j) => partialR2(golden.x, golden.y, j, fit)),
          golden.partial,
        ),
      ).toBeLessThan(1e-8);
      expect(
        farthest(
          golden.vif.map((_, j) => varianceInflation(golden.x, j)),
          golden.vif,
        ),
      ).toBeLessThan(1e-8);
    });

    it('weights count rows as often as they say', () => {
      const weighted = leastSquares(golden.x, golden.y, golden.weights);
      expect(farthest(weighted?.coefficients ?? [], golden.weighted)).toBeLessThan(1e-8);
      expect(weighted?.r2).toBeCloseTo(golden.weighted_r2, 8);
      const repeat = <T>(rows: readonly T[]): T[] =>
        rows.flatMap((row, i) => new Array<T>(golden.weights[i] ?? 0).fill(row));
      expect(
        farthest(
          leastSquares(repeat(golden.x), repeat(golden.y))?.coefficients ?? [],
          golden.weighted,
        ),
      ).toBeLessThan(1e-8);
    });
  },
);

describe.each(STATS.regression.map((one) => [one.y.length, one] as const))(
  'resampled regression on %i rows',
  (rows, golden) => {
    it('is the regression of the repeated rows', () => {
      const clusters = golden.y.map((_, i) => i);
      const fit = clusterFits(
        golden.x,
        golden.y,
        clusters,
        rows,
      )((cluster) => golden.weights[cluster] ?? 0);
      expect(farthest(fit?.coefficients ?? [], golden.weighted)).toBeLessThan(1e-8);
      const whole = clusterFits(golden.x, golden.y, clusters, rows)(() => 1);
      expect(farthest(whole?.partialR2 ?? [], golden.partial)).toBeLessThan(1e-8);
      const repeat = <T>(list: readonly T[]): T[] =>
        list.flatMap((one, i) => new Array<T>(golden.weights[i] ?? 0).fill(one));
      const first = golden.x.map((row) => Math.round((row[0] ?? 0) * 5));
      expect(resampledSpearman(first, golden.y)((row) => golden.weights[row] ?? 0)).toBeCloseTo(
        spearman(repeat(first), repeat(golden.y)),
        12,
      );
    });

    it('has no answer where the drawn rows are collinear', () => {
      expect(
        clusterFits(
          golden.x,
          golden.y,
          golden.y.map((_, i) => i),
          rows,
        )((cluster) => Number(cluster < 2)),
      ).toBeUndefined();
    });
  },
);

describe('degenerate regressions', () => {
  it('has no answer for collinear predictors and too few rows', () => {
    expect(
      leastSquares(
        [
          [1, 2],
          [2, 4],
          [3, 6],
          [4, 8],
        ],
        [1, 2, 3, 5],
      ),
    ).toBeUndefined();
    expect(leastSquares([[1], [2]], [1, 2])).toBeUndefined();
    expect(
      varianceInflation(
        [
          [1, 2],
          [2, 4.1],
          [3, 5.9],
          [4, 8],
        ],
        0,
      ),
    ).toBeGreaterThan(100);
  });
});

describe('ranks', () => {
  it("Spearman with ties is scipy's", () => {
    expect(ranks(STATS.ranks.a)).toEqual(STATS.ranks.ranks);
    expect(spearman(STATS.ranks.a, STATS.ranks.b)).toBeCloseTo(STATS.ranks.spearman, 12);
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });

  it("Kruskal–Wallis on ranks with ties is scipy's", () => {
    const all = ranks(STATS.ranks.groups.flat());
    let next = 0;
    expect(
      Math.abs(
        equalRankProbability(
          STATS.ranks.groups.map((group) => group.map(() => all[next++] ?? NaN)),
        ) - STATS.ranks.kruskal,
      ),
    ).toBeLessThan(1e-10);
  });
});
