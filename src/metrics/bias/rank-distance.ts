import { GlottobenchError } from '../../base/errors.js';
import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import { judgedQueries } from './judged-queries.js';
import { languageOrThrow, type LanguageOf } from './language-of.js';
import { mean } from '../arithmetic/mean.js';

export interface RankDistance {
  /** Queries with at least two relevant documents, in the order of the rankings. */
  readonly queries: readonly string[];
  /** Largest rank minus smallest rank of the relevant documents, in ranks. `[queries]` */
  readonly distance: Float64Array;
  /** The same divided by pool size − 1: comparable between pools. `[queries]` */
  readonly normalised: Float64Array;
  /** Mean over the queries of each language, in ranks. */
  readonly byQueryLanguage: ReadonlyMap<string, number>;
  /** Mean over languages of those means, as the paper reports it. */
  readonly macro: number;
  readonly macroNormalised: number;
  /**
   * Queries with one relevant document: their distance is 0 by definition, so they are left out.
   */
  readonly leftOut: number;
}

/**
 * Rank distance on a multilingual pool: 0 would be no bias, its least value is (relevant documents
 * − 1).
 * @param rankings the **full** ranking of the pool: every relevant document must stand in it
 * @param poolSize number of candidate documents
 * @throws GB_INPUT_INVALID when a relevant document was cut off, or no query has two
 */
export function rankDistance(
  rankings: Iterable<Ranking>,
  qrels: Qrels,
  queryLanguage: LanguageOf,
  poolSize: number,
): RankDistance {
  const queries: string[] = [];
  const distances: number[] = [];
  const languages = new Map<string, number[]>();
  let leftOut = 0;
  for (const { query, ranking, judged } of judgedQueries(rankings, qrels)) {
    if (judged.ranks.length < judged.relevant) {
      throw new GlottobenchError(
        'GB_INPUT_INVALID',
        `the ranking of query "${query}" holds ${judged.ranks.length} of ${judged.relevant} relevant documents (${ranking.docs.length} of ${poolSize} candidates)`,
        {
          hint: 'rank distance needs the full ranking: ask the ranker for k = Infinity',
        },
      );
    }
    if (judged.relevant < 2) {
      leftOut++;
      continue;
    }
    const distance = (judged.ranks.at(-1) as number) - (judged.ranks[0] as number);
    queries.push(query);
    distances.push(distance);
    const language = languageOrThrow(queryLanguage, 'query', query);
    languages.set(language, [...(languages.get(language) ?? []), distance]);
  }
  if (queries.length === 0)
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      'no query has two relevant documents: rank distance says nothing here',
    );
  const byQueryLanguage = new Map(
    Array.from(languages, ([language, values]) => [language, mean(values)]),
  );
  const macro = mean([...byQueryLanguage.values()]);
  return {
    queries,
    distance: Float64Array.from(distances),
    normalised: Float64Array.from(distances, (distance) => distance / (poolSize - 1)),
    byQueryLanguage,
    macro,
    macroNormalised: macro / (poolSize - 1),
    leftOut,
  };
}
