import type { Collinearity } from '../../types/generated/regression.js';
import { languageFacts } from '../../typology/facts.js';
import type { LanguageKey } from '../../typology/resolve.js';
import { orNull } from '../aggregate/macro.js';
import type { Predictor } from './predictors.js';
import { pearson } from './spearman.js';

/**
 * How far predictors go together in these languages, and exposure with genealogy, which no
 * regression can hold apart.
 * @param x `[languages][predictors]`
 */
export function collinearity(
  languages: readonly LanguageKey[],
  x: readonly (readonly number[])[],
  predictors: readonly Predictor[],
): Collinearity {
  const column = (j: number): number[] => x.map((row) => row[j] ?? NaN);
  const correlations = predictors.flatMap(({ id: a }, i) =>
    predictors
      .slice(i + 1)
      .map(({ id: b }, k) => ({ a, b, pearson: orNull(pearson(column(i), column(i + 1 + k))) })),
  );
  const seen = predictors.findIndex(({ id }) => id === 'seen');
  return {
    correlations,
    exposureAndGenealogy:
      seen < 0
        ? []
        : (['family', 'macroarea'] as const).map((what) => ({
            with: what,
            cramersV: orNull(seenAgainst(languages, column(seen), what)),
          })),
  };
}

function seenAgainst(
  languages: readonly LanguageKey[],
  seen: readonly number[],
  what: 'family' | 'macroarea',
): number {
  const pairs = languages.flatMap((language, i): [string, string][] => {
    const fact = languageFacts(language)[what];
    return 'value' in fact ? [[String(seen[i]), fact.value]] : [];
  });
  return cramersV(pairs);
}

/**
 * Association of two nominal variables, 0 … 1, without the upward bias of small tables (Bergsma
 * 2013, as in the confounding table of docs/typology.md). NaN where one of them does not vary.
 */
export function cramersV(pairs: readonly (readonly [string, string])[]): number {
  const [rows, columns, cells] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const add = (counts: Map<string, number>, key: string): unknown =>
    counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [a, b] of pairs) {
    add(rows, a);
    add(columns, b);
    add(cells, `${a}\0${b}`);
  }
  const n = pairs.length;
  let chiSquare = 0;
  for (const [a, inRow] of rows) {
    for (const [b, inColumn] of columns) {
      const expected = (inRow * inColumn) / n;
      chiSquare += ((cells.get(`${a}\0${b}`) ?? 0) - expected) ** 2 / expected;
    }
  }
  const [r, k] = [rows.size, columns.size];
  if (Math.min(r, k) < 2) return NaN;
  const phiSquare = Math.max(0, chiSquare / n - ((k - 1) * (r - 1)) / (n - 1));
  return Math.sqrt(
    phiSquare / (Math.min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1),
  );
}
