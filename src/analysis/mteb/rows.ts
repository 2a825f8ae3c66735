import type { StoredScores } from '../../types/stored-scores.js';
import { joinRevisions } from './join-revisions.js';
import { validateScores, type MtebTask } from './task-score.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/** A line of mteb's long frame. */
export interface MtebRow {
  readonly model: string;
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly languages: readonly string[];
  /** null = NaN or missing. */
  readonly score: number | null;
}

/** All scores as they are, one revision per model and task (`to_dataframe` starts from these). */
export function toRows(stored: readonly StoredScores[]): MtebRow[] {
  return rowsOf(joinRevisions(stored));
}

/** The same from results of which every model and task is there once. */
export function rowsOf(joined: readonly StoredScores[]): MtebRow[] {
  return joined.flatMap(({ model, result }) =>
    Object.entries(result.scores).flatMap(([split, entries]) =>
      entries.map((entry) => ({
        model,
        task: result.task_name,
        split,
        subset: entry.hf_subset,
        languages: entry.languages,
        score: Number.isFinite(entry.main_score) ? entry.main_score : null,
      })),
    ),
  );
}

/**
 * The results of a benchmark: its tasks only, each cut to the splits and subsets of its definition,
 * missing ones null; one revision per model and task. Source:
 * `BenchmarkResults._to_results_df(tasks)`.
 */
export function benchmarkScores(
  stored: readonly StoredScores[],
  tasks: readonly MtebTask[],
): StoredScores[] {
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const selected = stored.flatMap((entry) => {
    const task = byName.get(entry.result.task_name);
    return task === undefined
      ? []
      : [
          {
            ...entry,
            result: { ...entry.result, scores: validateScores(entry.result.scores, task) },
          },
        ];
  });
  return joinRevisions(selected);
}

/** The rows of a benchmark. */
export function benchmarkRows(
  stored: readonly StoredScores[],
  tasks: readonly MtebTask[],
): MtebRow[] {
  return rowsOf(benchmarkScores(stored, tasks));
}

/**
 * Mean of the values that are there, a plain sum in the order of the rows; null without any. The
 * Borda rank compares these.
 */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

/**
 * The same with a compensated (Kahan) sum, as the cells of mteb's tables are made: bit for bit on
 * 2,487 cells of the oracle. Polars sums one way for the cells and the other for the ranks; the
 * last digit decides which scores tie there.
 */
export function compensatedMean(values: readonly number[]): number | null {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = value - lost;
    const total = sum + next;
    lost = total - sum - next;
    sum = total;
  }
  return values.length === 0 ? null : sum / values.length;
}

/** Mean of all values; null as soon as one is null, and of nothing. */
export function meanOfAll(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : meanOfKnown(values);
}

/** Groups in the order of first appearance. */
export function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return groups;
}
