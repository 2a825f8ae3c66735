import { describe, expect, it } from '@jest/globals';
import { collinearity, cramersV } from '../../../src/analysis/explain/collinearity.js';
import { seenPredictor, sizeIfSeenPredictor } from '../../../src/analysis/explain/predictors.js';
import { languageFacts, mapFact } from '../../../src/typology/facts.js';
import { seenBy } from '../../../src/typology/seen.js';
import { languageKey, type LanguageKey } from '../../../src/typology/resolve.js';
import { cell, loadLanguages } from '../../../src/typology/tables.js';
import type { Fact } from '../../../src/types/language.js';

/**
 * The 126 languages that have a retrieval or reranking task in MTEB, one row per code as the
 * confounding table counts them.
 */
const LANGUAGES = [...loadLanguages().rows.values()]
  .filter((row) => Number(cell(row, 'mteb_retrieval')) + Number(cell(row, 'mteb_reranking')) > 0)
  .map((row) => ({ key: languageKey(cell(row, 'iso639_3')), row }));

describe("Cramér's V, bias-corrected", () => {
  const fact =
    (name: 'family' | 'macroarea' | 'affixing' | 'wordOrder' | 'adposition') =>
    ({ key }: { key: LanguageKey }): Fact<string> =>
      languageFacts(key)[name];
  const seen = ({ key }: { key: LanguageKey }): Fact<string> =>
    mapFact(seenBy('xlmr', key), String);
  type Of = (language: (typeof LANGUAGES)[number]) => Fact<string>;

  // Measured independently (the confounding table of the typology study that docs/typology.md
  // cites).
  it.each<[string, Of, Of, number]>([
    ['affixing and family', fact('affixing'), fact('family'), 0.73],
    ['macroarea and seen by XLM-R', fact('macroarea'), seen, 0.61],
    ['family and seen by XLM-R', fact('family'), seen, 0.57],
    ['word order and family', fact('wordOrder'), fact('family'), 0.4],
    ['word order and adposition', fact('wordOrder'), fact('adposition'), 0.49],
  ])('%s over the 126 retrieval languages', (_what, a, b, expected) => {
    const pairs = LANGUAGES.flatMap((language): [string, string][] => {
      const [x, y] = [a(language), b(language)];
      return 'value' in x && 'value' in y ? [[x.value, y.value]] : [];
    });
    expect(Math.abs(cramersV(pairs) - expected)).toBeLessThan(0.03);
  });

  it('is 1 for a copy, about 0 for what is unrelated, and nothing where one side does not vary', () => {
    const many = Array.from({ length: 600 }, (_, i) => i);
    expect(cramersV(many.map((i) => [String(i % 3), String(i % 3)]))).toBeCloseTo(1, 10);
    expect(cramersV(many.map((i) => [String(i % 2), String(i % 3)]))).toBe(0);
    expect(cramersV(many.map((i) => ['a', String(i % 3)]))).toBeNaN();
  });
});

describe('collinearity', () => {
  it('gives every pair of predictors, and exposure against genealogy where the flag is one', () => {
    const keys = LANGUAGES.map(({ key }) => key).filter(
      (key) =>
        Number.isFinite(seenPredictor('xlmr').of(key)) &&
        Number.isFinite(sizeIfSeenPredictor('xlmr', [key]).of(key)),
    );
    const predictors = [seenPredictor('xlmr'), sizeIfSeenPredictor('xlmr', keys)];
    const found = collinearity(
      keys,
      keys.map((key) => predictors.map(({ of }) => of(key))),
      predictors,
    );
    // Centred on the seen ones and 0 for the others: the two say different things by construction.
    expect(found.correlations).toEqual([
      { a: 'seen', b: 'log-size-if-seen', pearson: expect.closeTo(0, 10) },
    ]);
    expect(found.exposureAndGenealogy.map(({ with: what }) => what)).toEqual([
      'family',
      'macroarea',
    ]);
    expect(
      collinearity(
        keys,
        keys.map((key) => [predictors[1]?.of(key) ?? 0]),
        predictors.slice(1),
      ),
    ).toEqual({ correlations: [], exposureAndGenealogy: [] });
  });
});
