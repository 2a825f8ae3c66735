import type { LanguageRow, SummaryRow } from '../../types/generated/mteb-tables.js';
import { bordaRanks } from './borda.js';
import { mainRevisions } from './main-revisions.js';
import { compensatedMean, groupBy, meanOfAll, meanOfKnown, type MtebRow } from './rows.js';

/**
 * Mean (Task), Mean (TaskType), per type and task, Borda rank of every model that has at least one
 * complete task; best first. A task is incomplete for a model with fewer scored (subset, split)
 * than the subsets × splits observed over all models; its cell is then null, yet the Borda rank
 * still uses the partial mean, as mteb does. mteb then drops the lines of models that its registry
 * does not know; here they stay, marked `registered: false`. Source:
 * mteb/benchmarks/_create_table.py `_create_summary_table` with the default aggregations.
 */
export function summaryTable(
  rows: readonly MtebRow[],
  typeOf: (task: string) => string,
): Omit<SummaryRow, 'warnings'>[] {
  const complete = completeScores(rows);
  const partial = new Map(
    [...groupBy(rows, (row) => row.model)].map(([model, own]) => [model, taskMeans(own)]),
  );
  const tasks = [...new Set(rows.map((row) => row.task))].sort();
  const types = groupBy(tasks, typeOf);
  const models = [...complete].filter(([, scores]) =>
    [...scores.values()].some((score) => score !== null),
  );
  const ranks = bordaRanks(partial, tasks, models.length);
  const table = models.map(([model, scores]) => {
    const score = (task: string): number | null => scores.get(task) ?? null;
    const typeMeans = Object.fromEntries(
      [...types].map(([type, names]) => [type, meanOfAll(names.map(score))]),
    );
    return {
      model,
      registered: mainRevisions().has(model),
      rank: ranks.get(model) ?? models.length,
      meanTask: meanOfAll(tasks.map(score)),
      meanTaskType: meanOfAll(Object.values(typeMeans)),
      types: typeMeans,
      tasks: Object.fromEntries(tasks.map((task) => [task, score(task)])),
    };
  });
  return table.sort((a, b) => a.rank - b.rank || (a.model < b.model ? -1 : 1));
}

/** Model → task → mean over split × subset, null where the task is incomplete. */
function completeScores(rows: readonly MtebRow[]): Map<string, Map<string, number | null>> {
  const scored = rows.filter((row) => row.score !== null);
  const required = new Map(
    [...groupBy(scored, (row) => row.task)].map(([task, own]) => [
      task,
      new Set(own.map((row) => row.subset)).size * new Set(own.map((row) => row.split)).size,
    ]),
  );
  return new Map(
    [...groupBy(rows, (row) => row.model)].map(([model, own]) => {
      const cells = [...groupBy(own, (row) => row.task)].map(
        ([task, cellRows]): [string, number | null] => {
          const known = cellRows.flatMap(({ split, subset, score }) =>
            score === null ? [] : [{ cell: `${split}\0${subset}`, score }],
          );
          const have = new Set(known.map((entry) => entry.cell)).size;
          return [
            task,
            have < (required.get(task) ?? 0)
              ? null
              : compensatedMean(known.map((entry) => entry.score)),
          ];
        },
      );
      return [model, new Map(cells)];
    }),
  );
}

/**
 * Task → mean over the scored rows; null without any (`to_dataframe(aggregation_level="task")`).
 */
export function taskMeans(rows: readonly MtebRow[]): Map<string, number | null> {
  return new Map(
    [...groupBy(rows, (row) => row.task)].map(([task, own]) => [
      task,
      meanOfKnown(own.map((row) => row.score)),
    ]),
  );
}

/**
 * Language tag → mean over all rows that name it; a row counts once for every entry of its
 * `languages`, a doubled entry twice (`to_dataframe(aggregation_level="language")`).
 */
export function languageMeans(rows: readonly MtebRow[]): Map<string, number | null> {
  const byLanguage = new Map<string, (number | null)[]>();
  for (const row of rows) {
    for (const language of row.languages) {
      const values = byLanguage.get(language);
      if (values === undefined) byLanguage.set(language, [row.score]);
      else values.push(row.score);
    }
  }
  return new Map([...byLanguage].map(([language, values]) => [language, meanOfKnown(values)]));
}

/**
 * The leaderboard's per-language table, ordered by Borda over languages. Source:
 * `_create_per_language_table_from_benchmark_results`.
 */
export function perLanguageTable(rows: readonly MtebRow[]): Omit<LanguageRow, 'warnings'>[] {
  const means = new Map(
    [...groupBy(rows, (row) => row.model)].map(([model, own]) => [model, languageMeans(own)]),
  );
  const languages = [
    ...new Set([...means.values()].flatMap((scores) => [...scores.keys()])),
  ].sort();
  const models = [...means].filter(([, scores]) =>
    [...scores.values()].some((score) => score !== null),
  );
  const ranks = bordaRanks(means, languages, models.length);
  return models
    .map(([model, scores]) => ({
      model,
      rank: ranks.get(model) ?? models.length,
      languages: Object.fromEntries(
        languages.map((language) => [language, scores.get(language) ?? null]),
      ),
    }))
    .sort((a, b) => a.rank - b.rank || (a.model < b.model ? -1 : 1));
}
