import type { Ranking } from '../../types/ranking.js';
import type { Qrels } from '../../types/text.js';
import { judgedQueries } from './judged-queries.js';
import {
  languageOrThrow,
  MatrixBuilder,
  type LanguageMatrix,
  type LanguageOf,
} from './language-of.js';
import { averagePrecisionAt, type AveragePrecisionOptions } from '../../scores/own/lareqa-map.js';

export interface SingleAnswerOptions extends AveragePrecisionOptions {
  readonly queryLanguage: LanguageOf;
  readonly documentLanguage: LanguageOf;
}

/**
 * Mean average precision by query language and answer language. Right answers in other languages
 * count as wrong here, so a model with strong alignment stays below 1 too; read rows against their
 * diagonal. Ranks the hits do not hold are misses: give the full ranking, or a cutoff that the
 * rankings cover.
 */
export function singleAnswerMatrix(
  rankings: Iterable<Ranking>,
  qrels: Qrels,
  options: SingleAnswerOptions,
): LanguageMatrix {
  const matrix = new MatrixBuilder();
  for (const { query, judged } of judgedQueries(rankings, qrels)) {
    const ql = languageOrThrow(options.queryLanguage, 'query', query);
    const answers = new Map<string, { relevant: number; ranks: number[] }>();
    for (const [doc, grade] of qrels.get(query) ?? []) {
      if (grade <= 0) continue;
      const al = languageOrThrow(options.documentLanguage, 'document', doc);
      const entry = answers.get(al) ?? { relevant: 0, ranks: [] };
      entry.relevant++;
      answers.set(al, entry);
    }
    judged.docs.forEach((doc, i) => {
      answers
        .get(languageOrThrow(options.documentLanguage, 'document', doc))
        ?.ranks.push(judged.ranks[i] as number);
    });
    for (const [al, { relevant, ranks }] of answers)
      matrix.add(ql, al, averagePrecisionAt(ranks, relevant, options));
  }
  return matrix.build();
}
