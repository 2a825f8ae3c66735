import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';
import { topDocuments } from '../ranks/order.js';
import {
  languageOrThrow,
  MatrixBuilder,
  type LanguageMatrix,
  type LanguageOf,
} from './language-of.js';

export interface LanguageShareOptions {
  /** Ranks that count; 11 for XQuAD-R, one per language. */
  readonly k: number;
  readonly queryLanguage: LanguageOf;
  readonly documentLanguage: LanguageOf;
  /** Documents of each language in the pool: its columns, also those that are never retrieved. */
  readonly pool: ReadonlyMap<string, number>;
}

export interface LanguageShare extends LanguageMatrix {
  /** Share of each document language in the pool. `[document languages]` */
  readonly poolShare: Float64Array;
  /**
   * Share in the top k divided by share in the pool: 1 = as often as by chance. `[query languages,
   * document languages]`
   */
  readonly ratio: Float64Array;
}

/**
 * Mean share of each language among the top k, by query language. A query with fewer hits than k is
 * shared by its hits; one without is left out.
 */
export function languageShare(
  rankings: Iterable<Ranking>,
  options: LanguageShareOptions,
): LanguageShare {
  const total = [...options.pool.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) throw new GlottobenchError('GB_INPUT_INVALID', 'the pool is empty');
  const matrix = new MatrixBuilder();
  for (const ranking of rankings) {
    const top = topDocuments(ranking, options.k);
    if (top.length === 0) continue;
    const ql = languageOrThrow(options.queryLanguage, 'query', ranking.query);
    const counts = new Map(Array.from(options.pool.keys(), (language) => [language, 0]));
    for (const doc of top) {
      const language = languageOrThrow(options.documentLanguage, 'document', doc);
      const count = counts.get(language);
      if (count === undefined)
        throw new GlottobenchError(
          'GB_INPUT_INVALID',
          `document "${doc}" is in ${language}, which the pool does not hold`,
        );
      counts.set(language, count + 1);
    }
    for (const [language, count] of counts) matrix.add(ql, language, count / top.length);
  }
  const built = matrix.build();
  const poolShare = Float64Array.from(
    built.documentLanguages,
    (language) => (options.pool.get(language) ?? 0) / total,
  );
  return {
    ...built,
    poolShare,
    ratio: built.values.map((share, i) => share / (poolShare[i % poolShare.length] as number)),
  };
}
