import { readFileSync } from 'node:fs';
import { packagePath } from '../../src/base/folders.js';

/** Values of scipy, statsmodels and numpy (test/fixtures/stats/make.py). */
export interface StatsGolden {
  readonly randomization: readonly {
    readonly sums: number[];
    readonly p: number;
    readonly exact: boolean;
  }[];
  readonly bootstrap: {
    readonly cells: readonly {
      readonly weight: number;
      readonly values: number[];
      readonly clusters: number[];
    }[];
    readonly clusters: number;
    readonly indices: number[][];
    readonly mean: number;
    readonly means: number[];
    readonly interval: [number, number];
    readonly cell_means: number[];
    readonly cell_interval: [number, number];
    readonly difference: number[];
    readonly effect: number;
    readonly effects: number[];
    readonly families: string[];
    readonly language_counts: number[][];
    readonly nested: number[];
  };
  readonly adjust: readonly {
    readonly p: number[];
    readonly holm: number[];
    readonly bh: number[];
  }[];
  readonly regression: readonly {
    readonly x: number[][];
    readonly y: number[];
    readonly weights: number[];
    readonly coefficients: number[];
    readonly residual: number;
    readonly r2: number;
    readonly partial: number[];
    readonly weighted: number[];
    readonly weighted_r2: number;
    readonly vif: number[];
  }[];
  readonly ranks: {
    readonly a: number[];
    readonly b: number[];
    readonly spearman: number;
    readonly ranks: number[];
    readonly groups: number[][];
    readonly kruskal: number;
  };
  readonly power: {
    readonly quantiles: [number, number][];
    readonly sizes: readonly {
      readonly sd: number;
      readonly difference: number;
      readonly alpha: number;
      readonly power: number;
      readonly n: number;
    }[];
    readonly groups: number[][];
    readonly within: number;
    readonly between: number;
    readonly size: number;
  };
}

export const STATS: StatsGolden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'stats', 'golden.json'), 'utf8'),
) as StatsGolden;

/** Every number within `tolerance` of its golden value. */
export function farthest(found: ArrayLike<number>, expected: readonly number[]): number {
  if (found.length !== expected.length) return Infinity;
  return expected.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (found[i] ?? NaN))),
    0,
  );
}
