import { meanRankCorrelation } from '../metrics/bias/mean-rank-correlation.js';
import { loaderFacts } from '../registry/loader-kinds.js';
import type { BiasMrc, BiasRow } from '../types/generated/bias.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { Ranking } from '../types/ranking.js';
import { MRC_K } from './cell/bias.js';

/**
 * Compares the rankings that one question gets in several languages.
 * @param hits first hits of a subset's queries; a subset without them is left out
 */
export function compareRankings(
  rows: readonly BiasRow[],
  hits: ReadonlyMap<string, readonly Ranking[]>,
  definition: TaskDefinition,
): BiasMrc {
  const languages = new Map<string, string>();
  const questions = new Map<string, string>();
  const rankings: Ranking[] = [];
  for (const { subset, query_language: language } of rows) {
    for (const { query, docs, scores } of hits.get(subset) ?? []) {
      // Translations may share their id (XQuAD-R): here each needs its own.
      const own = `${subset}\u0000${query}`;
      languages.set(own, language);
      questions.set(own, questionOf(query, definition));
      rankings.push({ query: own, docs, scores });
    }
  }
  const empty = { k: MRC_K, value: null, comparisons: 0, left_out: 0, pairs: {} };
  if (new Set(languages.values()).size < 2)
    return { ...empty, reason: 'needs questions in two languages' };
  if (!askedTwice(questions, languages))
    return { ...empty, reason: 'no question is asked in two languages' };
  const found = meanRankCorrelation(rankings, {
    k: MRC_K,
    queryLanguage: (id) => languages.get(id),
    questionOf: (id) => questions.get(id),
  });
  const { queryLanguages, documentLanguages, values } = found.pairs;
  const pairs = queryLanguages.map((a, i): [string, Record<string, number>] => [
    a,
    Object.fromEntries(
      documentLanguages
        .flatMap((b, j) =>
          a === b ? [] : [[b, values[i * documentLanguages.length + j] ?? NaN] as const],
        )
        .filter(([, value]) => !Number.isNaN(value)),
    ),
  ]);
  return {
    k: MRC_K,
    value: found.value,
    comparisons: found.comparisons,
    left_out: found.leftOut,
    pairs: Object.fromEntries(pairs),
  };
}

function askedTwice(
  questions: ReadonlyMap<string, string>,
  languages: ReadonlyMap<string, string>,
): boolean {
  const first = new Map<string, string | undefined>();
  for (const [query, question] of questions) {
    const language = languages.get(query);
    if (first.has(question) && first.get(question) !== language) return true;
    if (!first.has(question)) first.set(question, language);
  }
  return false;
}

/** The question behind a query: its id without what the loader rule puts beside it. */
function questionOf(query: string, { loader }: TaskDefinition): string {
  const beside = loaderFacts(loader.kind)?.besideQuestion;
  return beside === undefined ? query : query.replace(beside, '');
}
