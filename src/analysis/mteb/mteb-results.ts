import type { Warning } from '../../types/generated/warning.js';
import { taskSides } from '../aggregate/cells.js';
import type { BenchmarkDefinition } from '../../types/generated/benchmark.js';
import type { MtebTables } from '../../types/generated/mteb-tables.js';
import type { StoredResult } from '../../results/read/results.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { mtebDoubts } from './doubts.js';
import { toMtebTask } from './mteb-task.js';
import { benchmarkScores, groupBy, rowsOf, toRows, type MtebRow } from './rows.js';
import { languageMeans, perLanguageTable, summaryTable, taskMeans } from './tables.js';
import { taskScore } from './task-score.js';

interface MtebResults {
  readonly tables: MtebTables;
  /** Tasks behind the summary. */
  readonly tasks: number;
  /** Folders without model_meta.json, which mteb's loaders ignore. */
  readonly ignoredFolders: number;
  /** Tasks of the benchmark that no result has. */
  readonly missingTasks: number;
}

/**
 * Everything that Python mteb 2.26.24 computes from a results tree: the tables of a benchmark, or
 * of all known tasks. Every number is held against mteb's own to 1e-9
 * (test/analysis/mteb/oracle.slow.test.ts, scripts/check-aggregation.mjs).
 */
export function mtebResults(
  {
    stored,
    tasks,
  }: {
    readonly stored: readonly StoredResult[];
    readonly tasks: ReadonlyMap<string, TaskDefinition>;
  },
  benchmark?: BenchmarkDefinition,
): MtebResults {
  const cuts = new Map(benchmark?.tasks.map((task) => [task.name, task]));
  const wanted = [...tasks.values()].filter(
    (task) => benchmark === undefined || cuts.has(task.name),
  );
  const counted = stored.filter((entry) => entry.meta !== undefined);
  const scores = benchmarkScores(
    counted,
    wanted.map((task) =>
      toMtebTask(task, {
        splits: cuts.get(task.name)?.eval_splits,
        subsets: cuts.get(task.name)?.hf_subsets,
      }),
    ),
  );
  const rows = rowsOf(scores);
  const doubts = mtebDoubts(scores, (name) => {
    const task = tasks.get(name);
    return task === undefined ? undefined : taskSides(task);
  });
  const doubtsOf = (model: string): Warning[] => doubts.get(model) ?? [];
  const summary = summaryTable(rows, (name) => tasks.get(name)?.type ?? 'unknown');
  const inSummary = new Set(summary.map(({ model }) => model));
  const joined = groupBy(toRows(counted), (row) => row.model);
  const frame = (
    means: (rows: readonly MtebRow[]) => ReadonlyMap<string, number | null>,
  ): Record<string, Record<string, number | null>> =>
    Object.fromEntries([...joined].map(([model, own]) => [model, Object.fromEntries(means(own))]));
  return {
    tables: {
      format: 1,
      benchmark: benchmark?.name ?? null,
      summary: summary.map((row) => ({ ...row, warnings: doubtsOf(row.model) })),
      withoutRow: [...new Set(rows.filter(({ score }) => score !== null).map(({ model }) => model))]
        .filter((model) => !inSummary.has(model))
        .map((model) => ({ model, warnings: doubtsOf(model) })),
      languages: perLanguageTable(rows).map((row) => ({ ...row, warnings: doubtsOf(row.model) })),
      taskScores: counted.map(({ model, revision, result }) => ({
        model,
        revision,
        task: result.task_name,
        score: orNull(taskScore(result.scores)),
        splits: Object.fromEntries(
          Object.keys(result.scores).map((split) => [
            split,
            orNull(taskScore(result.scores, { splits: [split] })),
          ]),
        ),
      })),
      dataframe: { task: frame(taskMeans), language: frame(languageMeans) },
    },
    tasks: new Set(rows.map((row) => row.task)).size,
    ignoredFolders: new Set(
      stored
        .filter((entry) => entry.meta === undefined)
        .map((entry) => `${entry.model}@${entry.revision}`),
    ).size,
    missingTasks: benchmark === undefined ? 0 : benchmark.tasks.length - wanted.length,
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
