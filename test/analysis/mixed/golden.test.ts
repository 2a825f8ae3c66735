import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Matrix } from 'ml-matrix';
import { clusterInterval } from '../../../src/analysis/aggregate/interval.js';
import { infer, prepare, variances } from '../../../src/analysis/factorial/inferences.js';
import { clusterRobust, dot, robustVariance } from '../../../src/analysis/mixed/cluster-robust.js';
import { fTail, tCritical, tTwoSided } from '../../../src/analysis/mixed/student-t.js';
import { packagePath } from '../../../src/base/folders.js';

interface Coefficient {
  readonly estimate: number;
  readonly error: number;
  readonly degrees: number;
}

interface Golden {
  readonly distributions: {
    readonly t: readonly { t: number; degrees: number; p: number }[];
    readonly critical: readonly { degrees: number; t: number }[];
    readonly f: readonly { f: number; numerator: number; denominator: number; p: number }[];
  };
  readonly robust: readonly {
    readonly name: string;
    readonly family: readonly number[];
    readonly y: readonly number[];
    readonly x: readonly number[];
    readonly group: readonly number[];
    readonly mean: Coefficient;
    readonly slope: Coefficient;
    readonly difference: Coefficient;
  }[];
  readonly crossed: readonly ({
    readonly seeds: number;
    readonly questions: number;
    readonly y: readonly number[];
    readonly p: number;
  } & Coefficient)[];
}

const golden = JSON.parse(
  readFileSync(packagePath('test', 'fixtures', 'mixed', 'golden.json'), 'utf8'),
) as Golden;

const relative = (found: number, expected: number): number =>
  Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-12);

describe('distributions, against R', () => {
  it.each(golden.distributions.t)('t $t with $degrees degrees of freedom', ({ t, degrees, p }) => {
    expect(relative(tTwoSided(t, degrees), p)).toBeLessThan(1e-6);
    expect(tTwoSided(-t, degrees)).toBe(tTwoSided(t, degrees));
  });

  it.each(golden.distributions.critical)('the 95 % t of $degrees', ({ degrees, t }) => {
    expect(relative(tCritical(0.95, degrees), t)).toBeLessThan(1e-6);
  });

  it.each(golden.distributions.f)('F $f of $numerator, $denominator', (one) => {
    expect(relative(fTail(one.f, one.numerator, one.denominator), one.p)).toBeLessThan(1e-5);
  });

  it('a statistic that is no number, or no degrees of freedom, proves nothing', () => {
    expect([tTwoSided(NaN, 5), tTwoSided(3, 0)]).toEqual([1, 1]);
  });
});

describe('CR2 with Satterthwaite degrees of freedom, against clubSandwich', () => {
  const check = (design: Matrix, weights: number[], one: Golden['robust'][number]) => {
    const found = clusterRobust(design, one.family.map(String), weights);
    if (found === undefined) throw new Error('the design is sound');
    return {
      estimate: dot(found.weights, one.y),
      error: Math.sqrt(robustVariance(found, one.y)),
      degrees: found.degrees,
    };
  };
  const agree = (found: Coefficient, expected: Coefficient): void => {
    expect(Math.abs(found.estimate - expected.estimate)).toBeLessThan(1e-9);
    expect(relative(found.error, expected.error)).toBeLessThan(1e-6);
    expect(relative(found.degrees, expected.degrees)).toBeLessThan(1e-6);
  };

  it.each(golden.robust)('$name: mean, difference of groups, slope', (one) => {
    agree(check(Matrix.ones(one.y.length, 1), [1], one), one.mean);
    agree(check(new Matrix(one.x.map((x) => [1, x])), [0, 1], one), one.slope);
    agree(check(new Matrix(one.group.map((x) => [1, x])), [0, 1], one), one.difference);
  });

  it('has nothing to say of one family, or where a predictor is constant', () => {
    expect(clusterRobust(Matrix.ones(4, 1), ['a', 'a', 'a', 'a'], [1])).toBeUndefined();
    const constant = new Matrix([
      [1, 2],
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    expect(clusterRobust(constant, ['a', 'b', 'c', 'd'], [0, 1])).toBeUndefined();
  });
});

describe('runs and questions by mean squares', () => {
  it.each(golden.crossed)('$seeds seeds, $questions questions: as lmerTest', (one) => {
    const runs = [0, 1].map((c) => Array.from({ length: one.seeds }, (_, s) => c * one.seeds + s));
    const values = runs.flat().map((run) => {
      const [c, s] = [Math.floor(run / one.seeds), run % one.seeds];
      return Float64Array.from(
        { length: one.questions },
        (_, q) => one.y[(q * 2 + c) * one.seeds + s] ?? NaN,
      );
    });
    const mean = (of: Float64Array): number => of.reduce((a, b) => a + b, 0) / of.length;
    const data = {
      clusters: one.questions,
      scores: values.map((own) => [
        { weight: 1, values: own, clusters: Int32Array.from(own, (_, q) => q) },
      ]),
      languages: [{ member: 'eng', family: 'Indo-European', cells: [0] }],
      languageScores: values.map((own) => Float64Array.of(mean(own))),
      overall: values.map(mean),
      clusterSums: [],
      clusterWeights: new Float64Array(0),
    };
    const prepared = prepare(
      data,
      runs,
      { weights: Float64Array.of(1), families: undefined },
      'questions',
    );
    const found = variances(prepared, [-1, 1]);
    if (found.runs === undefined) throw new Error('there are several runs');
    const test = infer(found.estimate, found.runs, 0.95);
    expect(test.standardError).toBeCloseTo(one.error, 6);
    expect(Math.abs(found.estimate - one.estimate)).toBeLessThan(1e-8);
    expect(relative(test.degrees, one.degrees)).toBeLessThan(0.01);
    expect(Math.abs(test.p - one.p)).toBeLessThan(1e-3);
    expect(found.languages).toBeUndefined();
  });
});

describe('the closed form of a mean over clusters, in aggregate', () => {
  it.each(golden.robust)(
    '$name: as clubSandwich, where four degrees of freedom allow it',
    (one) => {
      const clusters = [...new Set(one.family)].map((family) => {
        const own = one.y.filter((_, i) => one.family[i] === family);
        return {
          name: String(family),
          numerator: own.reduce((sum, value) => sum + value, 0),
          denominator: own.length,
        };
      });
      const found = clusterInterval(clusters, 'family', { seed: 1, draws: 1, level: 0.95 });
      if (one.mean.degrees < 4) {
        expect(found).toBeNull();
        return;
      }
      const reach = tCritical(0.95, one.mean.degrees) * one.mean.error;
      expect(found?.degrees).toBeCloseTo(one.mean.degrees, 6);
      expect(found?.low).toBeCloseTo(one.mean.estimate - reach, 8);
      expect(found?.high).toBeCloseTo(one.mean.estimate + reach, 8);
    },
  );
});
