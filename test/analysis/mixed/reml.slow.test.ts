import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Matrix } from 'ml-matrix';
import { fitMixed } from '../../../src/analysis/mixed/reml.js';
import { packagePath } from '../../../src/base/folders.js';

interface GoldenFit {
  readonly name: string;
  readonly y: readonly number[];
  readonly design: readonly (readonly number[])[];
  readonly factors: Readonly<Record<string, readonly number[]>>;
  readonly logLik: number;
  readonly components: Readonly<Record<string, number>>;
  readonly coefficients: readonly {
    readonly estimate: number;
    readonly error: number;
    readonly degrees: number;
  }[];
}

const { fits } = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'mixed', 'golden.json'), 'utf8'),
) as { fits: readonly GoldenFit[] };

describe('restricted maximum likelihood, against lme4 and lmerTest', () => {
  it.each(fits)('$name', (golden) => {
    const fit = fitMixed({
      outcome: golden.y,
      design: new Matrix(golden.design.map((row) => [...row])),
      factors: Object.values(golden.factors).map((levels) => levels.map((level) => level - 1)),
    });
    expect(fit.logLikelihood).toBeGreaterThan(golden.logLik - 1e-7);
    expect(Math.abs(fit.logLikelihood - golden.logLik)).toBeLessThan(1e-5);
    const total = Object.values(golden.components).reduce((a, b) => a + b, 0);
    Object.values(golden.components).forEach((expected, i) => {
      const found = fit.components[i] ?? NaN;
      // What is no variance to lme4 is none here.
      if (expected < 1e-6 * total) expect(found).toBeLessThan(1e-6 * total);
      else expect(Math.abs(found / expected - 1)).toBeLessThan(1e-3);
    });
    golden.coefficients.forEach((expected, i) => {
      const found = fit.contrast(golden.coefficients.map((_, j) => (i === j ? 1 : 0)));
      expect(Math.abs(found.estimate - expected.estimate)).toBeLessThan(1e-5);
      expect(Math.abs(found.standardError / expected.error - 1)).toBeLessThan(1e-3);
      expect(Math.abs(found.standardError - expected.error)).toBeLessThan(1e-5);
      expect(Math.abs(found.degrees / expected.degrees - 1)).toBeLessThan(0.01);
    });
  });
});
