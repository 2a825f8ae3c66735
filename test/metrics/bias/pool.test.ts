import { describe, expect, it } from '@jest/globals';
import { languageShare } from '../../../src/metrics/bias/language-share.js';
import { lareqaAveragePrecision } from '../../../src/metrics/bias/lareqa-average-precision.js';
import { meanRankCorrelation } from '../../../src/metrics/bias/mean-rank-correlation.js';
import { rankDistance } from '../../../src/metrics/bias/rank-distance.js';
import { singleAnswerMatrix } from '../../../src/metrics/bias/single-answer-matrix.js';
import {
  LANGUAGES,
  golden,
  languageOfDocument,
  languageOfQuery,
  largestDifference,
  qrelsOf,
  rankingsOf,
} from '../../support/bias-golden.js';

const { expected } = golden.pool_set;
const rankings = rankingsOf(golden.pool_set);
const qrels = qrelsOf(golden.pool_set);
const TOLERANCE = 1e-12;

describe('on a pool of four languages, against numpy and scipy', () => {
  it('rank distance: per query, per language, macro, normalised; single-answer questions left out', () => {
    const got = rankDistance(rankings, qrels, languageOfQuery, golden.docs.length);
    const want = expected['rank_distance'];
    expect(Object.fromEntries(got.queries.map((query, i) => [query, got.distance[i]]))).toEqual(
      want?.distance,
    );
    expect(
      largestDifference([...got.byQueryLanguage.values()], Object.values(want?.by_language ?? {})),
    ).toBeLessThan(TOLERANCE);
    expect(Math.abs(got.macro - (want?.macro ?? NaN))).toBeLessThan(TOLERANCE);
    expect(Math.abs(got.macroNormalised - (want?.macro_normalised ?? NaN))).toBeLessThan(TOLERANCE);
    expect(got.normalised[0]).toBe((got.distance[0] ?? NaN) / (golden.docs.length - 1));
    expect(got.leftOut).toBe(4);
  });

  it('rank distance refuses a ranking that was cut off', () => {
    const cut = rankings.map(({ query, docs, scores }) => ({
      query,
      docs: docs.slice(0, 20),
      scores: Float32Array.from(scores).slice(0, 20),
    }));
    expect(() => rankDistance(cut, qrels, languageOfQuery, golden.docs.length)).toThrow(
      /relevant documents \(20 of 56 candidates\)/,
    );
  });

  it.each([
    [undefined, 'lareqa_None'],
    [20, 'lareqa_20'],
    [2, 'lareqa_2'],
  ])('LAReQA mAP with cutoff %s', (cutoff, name) => {
    const got = lareqaAveragePrecision(rankings, qrels, cutoff);
    expect(got.queries).toEqual(Object.keys(expected[name]?.values ?? {}));
    expect(
      largestDifference(got.averagePrecision, Object.values(expected[name]?.values ?? {})),
    ).toBeLessThan(TOLERANCE);
    expect(Math.abs(got.mean - (expected[name]?.mean ?? NaN))).toBeLessThan(TOLERANCE);
  });

  it.each([
    [undefined, 'trec_eval', 'single_None_trec_eval'],
    [undefined, 'lareqa', 'single_None_lareqa'],
    [20, 'trec_eval', 'single_20_trec_eval'],
    [20, 'lareqa', 'single_20_lareqa'],
  ] as const)(
    'single-answer matrix with cutoff %s and the denominator of %s',
    (cutoff, denominator, name) => {
      const got = singleAnswerMatrix(rankings, qrels, {
        cutoff,
        denominator,
        queryLanguage: languageOfQuery,
        documentLanguage: languageOfDocument,
      });
      expect([got.queryLanguages, got.documentLanguages]).toEqual([LANGUAGES, LANGUAGES]);
      expect(largestDifference(got.values, expected[name]?.values ?? [])).toBeLessThan(TOLERANCE);
      expect([...got.queries]).toEqual(expected[name]?.queries);
    },
  );

  it.each([4, 11])('language share among the top %s against the pool', (k) => {
    const got = languageShare(rankings, {
      k,
      queryLanguage: languageOfQuery,
      documentLanguage: languageOfDocument,
      pool: new Map(Object.entries(golden.pool)),
    });
    const want = expected[`share_${k}`];
    expect(largestDifference(got.values, want?.values ?? [])).toBeLessThan(TOLERANCE);
    expect(largestDifference(got.poolShare, want?.pool ?? [])).toBeLessThan(TOLERANCE);
    expect(largestDifference(got.ratio, want?.ratio ?? [])).toBeLessThan(TOLERANCE);
  });

  it.each([5, 56])('mean rank correlation at %s', (k) => {
    const got = meanRankCorrelation(rankings, {
      k,
      queryLanguage: languageOfQuery,
      questionOf: (query) => query.slice(3),
    });
    const want = expected[`mrc_${k}`];
    expect(Math.abs(got.value - (want?.value ?? NaN))).toBeLessThan(TOLERANCE);
    for (const [pair, value] of Object.entries(want?.pairs ?? {})) {
      const [a, b] = pair.split('-').map((language) => LANGUAGES.indexOf(language)) as [
        number,
        number,
      ];
      expect(Math.abs((got.pairs.values[a * LANGUAGES.length + b] ?? NaN) - value)).toBeLessThan(
        TOLERANCE,
      );
    }
    expect(got.comparisons).toBe(13 * 12);
    expect(got.pairs.values[0]).toBeNaN();
  });

  it('does not depend on the order of the hits', () => {
    const reversed = rankings.map(({ query, docs, scores }) => ({
      query,
      docs: [...docs].reverse(),
      scores: Float32Array.from(scores).reverse(),
    }));
    expect(lareqaAveragePrecision(reversed, qrels)).toEqual(
      lareqaAveragePrecision(rankings, qrels),
    );
    const options = {
      k: 5,
      queryLanguage: languageOfQuery,
      questionOf: (query: string) => query.slice(3),
    };
    expect(meanRankCorrelation(reversed, options).value).toBe(
      meanRankCorrelation(rankings, options).value,
    );
  });

  it('names a text whose language is not known', () => {
    const unknown = (): undefined => undefined;
    expect(() =>
      singleAnswerMatrix(rankings, qrels, {
        denominator: 'lareqa',
        queryLanguage: languageOfQuery,
        documentLanguage: unknown,
      }),
    ).toThrow(/language of document "\w\w-\d+" is not known/);
    expect(() => rankDistance(rankings, qrels, unknown, 56)).toThrow(
      'language of query "ar:q0" is not known',
    );
  });
});
