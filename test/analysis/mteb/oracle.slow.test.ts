import { beforeAll, describe, expect, it } from '@jest/globals';
import { joinRevisions } from '../../../src/analysis/mteb/join-revisions.js';
import { benchmarkRows, groupBy, toRows } from '../../../src/analysis/mteb/rows.js';
import {
  languageMeans,
  perLanguageTable,
  summaryTable,
  taskMeans,
} from '../../../src/analysis/mteb/tables.js';
import {
  missingScores,
  taskScore,
  validateScores,
  type MtebTask,
} from '../../../src/analysis/mteb/task-score.js';
import { withShared } from '../../support/shared.js';
import { definition, oracle, same, tree, TREES } from './oracle.js';

/*
 * Covered of shared/leaderboard/oracle, for both trees, every number to 1e-9:
 *   task-scores           main_score, fast, splits, languages, scripts, validated_main_score,
 *   validated_missing joined-revisions      which revision each task is taken from
 *   to-dataframe.task     all rows
 *   to-dataframe.language all rows
 *   benchmark.*           summary_table and summary_table_complete_models (rank, means, types),
 *   per_task_table, per_language_table
 * Not covered: benchmark_get_score (another path than the leaderboard's, oracle/README.md rule 5),
 * Zero-shot and the columns of model_meta.
 */
interface TaskScores {
  readonly main_score: number | null;
  readonly fast: number | null;
  readonly splits: Readonly<Record<string, number | null>>;
  readonly languages: Readonly<Record<string, number | null>>;
  readonly scripts: Readonly<Record<string, number | null>>;
  readonly validated_main_score: number | null;
  readonly validated_missing:
    readonly string[] | { readonly count: number; readonly first: readonly string[] };
}
type Row = Readonly<Record<string, string | number | null>>;
interface Benchmark {
  readonly tasks: Readonly<Record<string, unknown>>;
  readonly complete_models: readonly string[];
  readonly summary_table: { readonly rows: readonly Row[] };
  readonly summary_table_complete_models: { readonly rows: readonly Row[] };
  readonly per_task_table: { readonly columns: readonly string[]; readonly rows: readonly Row[] };
  readonly per_language_table: {
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
  };
}

withShared(describe, 'leaderboard', 'oracle').each(TREES)('%s', (name) => {
  it('task scores', async () => {
    const expected = oracle(`${name}.task-scores`) as Record<
      string,
      Record<string, Record<string, TaskScores>>
    >;
    const wrong: string[] = [];
    let compared = 0;
    const check = (what: string, found: number | null, wanted: number | null): void => {
      compared++;
      if (!same(found, wanted)) wrong.push(`${what}: ${String(found)}, mteb ${String(wanted)}`);
    };
    for (const { model, revision, result } of await tree(name)) {
      const wanted = expected[model]?.[revision]?.[result.task_name];
      const task = definition(result.task_name);
      const where = `${model}@${revision} ${result.task_name}`;
      if (wanted === undefined) {
        wrong.push(`${where} is not in the oracle`);
        continue;
      }
      check(where, taskScore(result.scores), wanted.main_score);
      check(`${where} fast`, taskScore(result.scores), wanted.fast);
      for (const [split, score] of Object.entries(wanted.splits))
        check(`${where} ${split}`, taskScore(result.scores, { splits: [split] }), score);
      for (const [language, score] of Object.entries(wanted.languages))
        check(`${where} ${language}`, taskScore(result.scores, { languages: [language] }), score);
      for (const [script, score] of Object.entries(wanted.scripts))
        check(`${where} ${script}`, taskScore(result.scores, { scripts: [script] }), score);
      if (task === undefined) continue;
      check(
        `${where} validated`,
        taskScore(validateScores(result.scores, task)),
        wanted.validated_main_score,
      );
      const missing = missingScores(result.scores, task);
      const list = wanted.validated_missing;
      if ('count' in list)
        expect([missing.length, missing.slice(0, list.first.length)]).toEqual([
          list.count,
          list.first,
        ]);
      else expect(missing).toEqual(list);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(10_000);
  });

  it('joined revisions', async () => {
    const joined = groupBy(
      joinRevisions(await tree(name)),
      (entry) => `${entry.model}@${entry.revision}`,
    );
    const found = Object.fromEntries(
      [...joined].map(([key, entries]) => [
        key,
        entries.map((entry) => entry.result.task_name).sort(),
      ]),
    );
    const expected = oracle(`${name}.joined-revisions`) as Record<string, string[]>;
    expect(found).toEqual(
      Object.fromEntries(Object.entries(expected).map(([key, tasks]) => [key, [...tasks].sort()])),
    );
  });

  it.each([
    ['task', taskMeans, 'task_name'],
    ['language', languageMeans, 'language'],
  ] as const)('to_dataframe by %s', async (level, means, column) => {
    const found = new Map(
      [...groupBy(toRows(await tree(name)), (row) => row.model)].map(([model, rows]) => [
        model,
        means(rows),
      ]),
    );
    const expected = oracle(`${name}.to-dataframe.${level}`) as Row[];
    const wrong = expected.filter(
      (row) =>
        !same(
          found.get(String(row['model_name']))?.get(String(row[column])),
          row['score'] as number | null,
        ),
    );
    expect(wrong).toEqual([]);
    expect([...found.values()].reduce((sum, scores) => sum + scores.size, 0)).toBe(expected.length);
  });

  describe.each(['v2-retrieval', 'v2-retrieval-reranking-instruction', 'multilingual-core'])(
    'benchmark %s',
    (benchmark) => {
      let expected: Benchmark;
      let tasks: MtebTask[];
      beforeAll(() => {
        expected = oracle(`${name}.benchmark.${benchmark}`) as Benchmark;
        tasks = Object.keys(expected.tasks).flatMap((task) => definition(task) ?? []);
      });
      const typeOf = (task: string): string => definition(task)?.type ?? '';

      it.each([
        ['all models', 'summary_table'],
        ['complete models', 'summary_table_complete_models'],
      ] as const)('summary of %s', async (_label, table) => {
        const complete = new Set(expected.complete_models);
        const stored = (await tree(name)).filter(
          (entry) => table === 'summary_table' || complete.has(entry.model),
        );
        const found = new Map(
          summaryTable(benchmarkRows(stored, tasks), typeOf).map((row) => [row.model, row]),
        );
        const rows = expected[table].rows;
        expect([...found.keys()].sort()).toEqual(rows.map((row) => String(row['Model'])).sort());
        for (const row of rows) {
          const own = found.get(String(row['Model']));
          expect([row['Model'], own?.rank]).toEqual([row['Model'], row['Rank (Borda)']]);
          expect(same(own?.meanTask, row['Mean (Task)'] as number | null)).toBe(true);
          expect(same(own?.meanTaskType, row['Mean (TaskType)'] as number | null)).toBe(true);
          for (const [type, mean] of Object.entries(own?.types ?? {}))
            expect(same(mean, row[type] as number | null)).toBe(true);
        }
      });

      it('per task', async () => {
        const found = new Map(
          summaryTable(benchmarkRows(await tree(name), tasks), typeOf).map((row) => [
            row.model,
            row,
          ]),
        );
        const columns = expected.per_task_table.columns.filter(
          (column) => !['Model', '_experiment_id'].includes(column),
        );
        for (const row of expected.per_task_table.rows) {
          const own = found.get(String(row['Model']))?.tasks ?? {};
          expect(Object.keys(own).sort()).toEqual([...columns].sort());
          expect(
            columns.filter((column) => !same(own[column], row[column] as number | null)),
          ).toEqual([]);
        }
      });

      it('per language', async () => {
        const found = perLanguageTable(benchmarkRows(await tree(name), tasks));
        const columns = expected.per_language_table.columns.filter((column) => column !== 'Model');
        expect(found.map((row) => row.model).sort()).toEqual(
          expected.per_language_table.rows.map((row) => String(row['Model'])).sort(),
        );
        const byModel = new Map(found.map((row) => [row.model, row]));
        // mteb prints no rank here; its rows are in the order of the rank.
        const ranks = expected.per_language_table.rows.map(
          (row) => byModel.get(String(row['Model']))?.rank ?? NaN,
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        for (const row of expected.per_language_table.rows) {
          const own = byModel.get(String(row['Model']))?.languages ?? {};
          expect(
            columns.filter((column) => !same(own[column], row[column] as number | null)),
          ).toEqual([]);
        }
      });
    },
  );
});
