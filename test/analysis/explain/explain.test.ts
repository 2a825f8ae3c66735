import { describe, expect, it } from '@jest/globals';
import { explainScores } from '../../../src/analysis/explain/explain.js';
import {
  distancePredictor,
  seenPredictor,
  sizePredictor,
  type Predictor,
} from '../../../src/analysis/explain/predictors.js';
import { percentileInterval } from '../../../src/analysis/compare/bootstrap.js';
import { leastSquares, partialR2 } from '../../../src/analysis/explain/least-squares.js';
import { spearman } from '../../../src/analysis/explain/spearman.js';
import { seededRandom } from '../../../src/analysis/random.js';
import { lineage } from '../../../src/typology/facts.js';
import { languageKey } from '../../../src/typology/resolve.js';

const TAGS = [
  'arb-Arab',
  'deu-Latn',
  'ell-Grek',
  'spa-Latn',
  'hin-Deva',
  'rus-Cyrl',
  'tha-Thai',
  'tur-Latn',
  'vie-Latn',
  'zho-Hans',
  'fin-Latn',
  'jpn-Jpan',
  'kor-Kore',
  'swh-Latn',
  'tam-Taml',
  'tel-Telu',
  'fra-Latn',
  'ind-Latn',
  'kat-Geor',
  'eus-Latn',
  'yor-Latn',
  'zul-Latn',
];
const options = { seed: 1, draws: 100, level: 0.95, label: 'test' };

describe('explainScores', () => {
  const size = sizePredictor('xlmr');

  it('gives the variance to the predictor that made the scores, and none to the other', () => {
    const scores = TAGS.map((tag) => ({
      language: languageKey(tag),
      score: 0.5 + 0.1 * size.of(languageKey(tag)),
    })).filter(({ score }) => Number.isFinite(score));
    const found = explainScores(scores, [distancePredictor('featural', ['eng']), size], options);
    expect(found?.r2).toBeCloseTo(1, 10);
    expect(found?.predictors.map(({ coefficient }) => Number(coefficient.toFixed(6)))).toEqual([
      expect.closeTo(0, 5),
      0.1,
    ]);
    expect(found?.predictors[1]?.partialR2).toBeCloseTo(1, 6);
    expect(found?.predictors[1]?.spearman).toBeCloseTo(1, 10);
    expect(found?.predictors[1]?.partialR2Interval).not.toBeNull();
  });

  it('leaves out languages without a value and lists them', () => {
    const scores = [...TAGS, 'xxx-Latn'].map((tag, i) => ({
      language: languageKey(tag),
      score: i / 30,
    }));
    const found = explainScores(scores, [seenPredictor('xlmr')], options);
    expect(found?.leftOut).toEqual(['xxx-Latn']);
    expect(found?.languages).toBe(TAGS.length);
  });

  it('warns of collinear predictors and of few languages', () => {
    const near: Predictor = {
      id: 'near',
      label: 'nearly the same',
      of: (language) => size.of(language) + (language.code.charCodeAt(0) % 3) / 1000,
    };
    const scores = TAGS.map((tag, i) => ({ language: languageKey(tag), score: (i * 7) % 11 }));
    const found = explainScores(scores, [size, near], options);
    expect(found?.cautions.join()).toContain('collinear: log-size');
    expect(explainScores(scores, [size, size], options)).toBeUndefined();
    expect(explainScores(scores.slice(0, 2), [size], options)).toBeUndefined();
  });
});

describe('intervals of a regression', () => {
  const [syntactic, size] = [distancePredictor('syntactic', ['eng']), sizePredictor('xlmr')];
  const predictors = [syntactic, size];
  const scores = TAGS.map((tag, i) => ({
    language: languageKey(tag),
    score: 0.4 + 0.05 * size.of(languageKey(tag)) + ((i * 37) % 17) / 60,
  })).filter(({ language, score }) => Number.isFinite(score + syntactic.of(language)));
  const rows = [...scores].sort((a, b) => (a.language.id < b.language.id ? -1 : 1));
  const families = [...new Set(rows.map(({ language }) => lineage(language.code).family ?? ''))];

  /**
   * Whole families drawn with replacement, their rows written out, and the regression of those
   * rows.
   */
  function resampled(statistic: (x: number[][], y: number[]) => number): Float64Array {
    const random = seededRandom(options.seed, `explain ${options.label}`);
    return Float64Array.from({ length: options.draws }, () => {
      const drawn = families.map(() => families[random.below(families.length)]);
      const repeated = drawn.flatMap((family) =>
        rows.filter(({ language }) => lineage(language.code).family === family),
      );
      return statistic(
        repeated.map(({ language }) => predictors.map(({ of }) => of(language))),
        repeated.map(({ score }) => score),
      );
    });
  }

  it('are those of regressions on rows that are written out again and again', () => {
    const found = explainScores(scores, predictors, options);
    expect(found?.families).toBe(families.length);
    predictors.forEach((_, j) => {
      const wanted = {
        coefficientInterval: resampled((x, y) => leastSquares(x, y)?.coefficients[j + 1] ?? NaN),
        partialR2Interval: resampled((x, y) => partialR2(x, y, j, leastSquares(x, y))),
        spearmanInterval: resampled((x, y) =>
          spearman(
            x.map((row) => row[j] ?? NaN),
            y,
          ),
        ),
      };
      for (const [name, values] of Object.entries(wanted)) {
        const { low, high } = percentileInterval(values, options.level);
        const interval = found?.predictors[j]?.[name as keyof typeof wanted];
        expect([name, interval?.low, interval?.high]).toEqual([
          name,
          expect.closeTo(low, 8),
          expect.closeTo(high, 8),
        ]);
      }
    });
    // predictors that are unlike, or their intervals could be exchanged unnoticed
    const [first, second] = found?.predictors ?? [];
    expect(first?.coefficientInterval?.low).not.toBeCloseTo(
      second?.coefficientInterval?.low ?? NaN,
      2,
    );
  });

  it('are not given for fewer than five families', () => {
    const four = rows.filter(({ language }) =>
      families.slice(0, 4).includes(lineage(language.code).family ?? ''),
    );
    const found = explainScores(four, [size], options);
    expect(found?.predictors[0]?.coefficientInterval).toBeNull();
    expect(found?.cautions.join()).toContain('4 families are too few');
    const five = rows.filter(({ language }) =>
      families.slice(0, 5).includes(lineage(language.code).family ?? ''),
    );
    expect(explainScores(five, [size], options)?.predictors[0]?.coefficientInterval).not.toBeNull();
  });
});

describe('distances', () => {
  it('are 0 for a training language and the nearest counts of several', () => {
    const one = distancePredictor('featural', ['eng']);
    const several = distancePredictor('featural', ['eng', 'deu', 'zho']);
    expect(one.of(languageKey('eng-Latn'))).toBe(0);
    expect(several.of(languageKey('cmn-Hans'))).toBe(0);
    expect(several.of(languageKey('tha-Thai'))).toBeLessThanOrEqual(
      one.of(languageKey('tha-Thai')),
    );
    expect(one.of(languageKey('xxx-Latn'))).toBeNaN();
  });
});
