import { describe, expect, it } from '@jest/globals';
import { adjust } from '../../../src/analysis/compare/adjust.js';
import {
  percentileInterval,
  resampledCellMeans,
  resampledMeans,
  weightedMean,
  type WeightedScores,
} from '../../../src/analysis/compare/bootstrap.js';
import {
  clusterMoments,
  pairedEffect,
  resampledEffects,
} from '../../../src/analysis/compare/effect-size.js';
import { hierarchicalMeans } from '../../../src/analysis/compare/hierarchical.js';
import { randomizationP, signFlips } from '../../../src/analysis/compare/randomization.js';
import { resamplesOf } from '../../../src/analysis/compare/resamples.js';
import { seededRandom } from '../../../src/analysis/random.js';
import { farthest, STATS } from '../../support/stats-golden.js';

const { bootstrap } = STATS;
const cells: WeightedScores[] = bootstrap.cells.map(({ weight, values, clusters }) => ({
  weight,
  values: Float64Array.from(values),
  clusters: Int32Array.from(clusters),
}));
const resamples = resamplesOf(bootstrap.indices, bootstrap.clusters);

describe('randomization test', () => {
  it.each(
    STATS.randomization
      .filter(({ exact }) => exact)
      .map(({ sums, p }) => [sums.length, sums, p] as const),
  )("%i clusters: all sign patterns give exactly scipy's p", (n, sums, p) => {
    const flips = signFlips(n, 10_000, seededRandom(1));
    expect(flips.exact).toBe(true);
    expect(randomizationP(sums, flips)).toBeCloseTo(p, 12);
  });

  it.each(
    STATS.randomization
      .filter(({ exact }) => !exact)
      .map(({ sums, p }) => [sums.length, sums, p] as const),
  )(
    '%i clusters: sampled flips are within Monte Carlo error of a million flips by numpy (four standard errors)',
    (n, sums, p) => {
      const draws = 50_000;
      const found = randomizationP(sums, signFlips(n, draws, seededRandom(7, 'golden')));
      expect(Math.abs(found - p)).toBeLessThan(
        4 * Math.sqrt((p * (1 - p)) / draws + (p * (1 - p)) / 1_000_000) + 1 / draws,
      );
    },
  );

  it('all patterns of 14 to 24 clusters, met in the middle, agree with a walk through each of them', () => {
    for (const n of [1, 2, 3, 15, 18]) {
      const random = seededRandom(n, 'walk');
      // Multiples of an eighth: ties are exact in both orders of adding.
      const sums = Array.from({ length: n }, () => (random.below(17) - 6) / 8);
      const observed = Math.abs(sums.reduce((total, sum) => total + sum, 0));
      let reached = 0;
      for (let pattern = 0; pattern < 2 ** n; pattern++) {
        let statistic = 0;
        for (let i = 0; i < n; i++)
          statistic += ((pattern >>> i) & 1) === 1 ? (sums[i] ?? 0) : -(sums[i] ?? 0);
        if (Math.abs(statistic) >= observed) reached++;
      }
      expect(randomizationP(sums, signFlips(n, 10, seededRandom(1)))).toBe(reached / 2 ** n);
    }
    expect(signFlips(24, 10, seededRandom(1)).exact).toBe(true);
    expect(signFlips(25, 10, seededRandom(1)).exact).toBe(false);
  });

  it('is 1 for no difference at all and never 0', () => {
    expect(randomizationP([0, 0, 0], signFlips(3, 100, seededRandom(1)))).toBe(1);
    expect(
      randomizationP(new Array<number>(100).fill(1), signFlips(100, 999, seededRandom(1))),
    ).toBe(1 / 1000);
  });
});

describe('bootstrap on given resamples', () => {
  it("means of questions and their percentile interval are numpy's", () => {
    expect(weightedMean(cells)).toBeCloseTo(bootstrap.mean, 14);
    const means = resampledMeans(cells, resamples);
    expect(farthest(means, bootstrap.means)).toBeLessThan(1e-14);
    const { low, high } = percentileInterval(means, 0.95);
    expect(farthest([low, high], bootstrap.interval)).toBeLessThan(1e-14);
  });

  it("means of resampled cells and their interval are numpy's", () => {
    const means = resampledCellMeans(cells, resamples);
    expect(farthest(means, bootstrap.cell_means)).toBeLessThan(1e-14);
    const { low, high } = percentileInterval(means, 0.9);
    expect(farthest([low, high], bootstrap.cell_interval)).toBeLessThan(1e-14);
  });

  it('effect sizes are mean / standard deviation in every resample', () => {
    const moments = clusterMoments(
      bootstrap.difference,
      bootstrap.difference.map((_, i) => i),
      bootstrap.clusters,
    );
    expect(pairedEffect(moments)).toBeCloseTo(bootstrap.effect, 12);
    expect(farthest(resampledEffects(moments, resamples), bootstrap.effects)).toBeLessThan(1e-10);
  });

  it("drawn families, languages and questions give numpy's means", () => {
    const languages = bootstrap.families.map((family, i) => ({
      family,
      cells: cells.slice(i, i + 1),
    }));
    expect(
      farthest(
        hierarchicalMeans(languages, Uint16Array.from(bootstrap.language_counts.flat()), resamples),
        bootstrap.nested,
      ),
    ).toBeLessThan(1e-14);
  });
});

describe('correction of p values', () => {
  it.each(STATS.adjust.map((one) => [one.p, one.holm, one.bh] as const))(
    '%j: Holm and Benjamini–Hochberg are those of statsmodels',
    (p, holm, bh) => {
      expect(farthest(adjust(p, 'holm'), holm)).toBeLessThan(1e-15);
      expect(farthest(adjust(p, 'bh'), bh)).toBeLessThan(1e-15);
      expect(adjust(p, 'none')).toEqual(p);
    },
  );
});
