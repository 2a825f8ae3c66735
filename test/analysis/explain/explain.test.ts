import { describe, expect, it } from '@jest/globals';
import { explainScores } from '../../../src/analysis/explain/explain.js';
import {
  distancePredictor,
  seenPredictor,
  sizePredictor,
  type Predictor,
} from '../../../src/analysis/explain/predictors.js';
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
