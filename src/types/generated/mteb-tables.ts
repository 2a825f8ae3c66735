// Generated from schemas/mteb-tables.schema.json by `npm run types`. Do not edit.
import type {Warning} from './warning.js';

/**
 * What is known against its numbers, which are mteb's all the same.
 */
export type Warnings = Warning[];

/**
 * What `glottobench aggregate --mteb --json` prints: the tables that Python mteb 2.26.24 computes from the same results. null = no value (NaN, missing or incomplete).
 */
export interface MtebTables {
  /**
   * Version of this layout.
   */
  format: 1;
  /**
   * Benchmark whose tasks were taken; null = all known tasks of the results.
   */
  benchmark: string | null;
  /**
   * The leaderboard's summary and per-task table, by Borda rank.
   */
  summary: SummaryRow[];
  /**
   * Models that take part in the Borda ranks and have no line in the summary, for none of their tasks is complete, as in mteb.
   */
  withoutRow: {
    model: string;
    warnings: Warnings;
  }[];
  /**
   * The leaderboard's per-language table.
   */
  languages: LanguageRow[];
  /**
   * `TaskResult.get_score()` of every result, before revisions are joined and before anything is filtered.
   */
  taskScores: TaskScore[];
  /**
   * `BenchmarkResults.to_dataframe()` after revisions are joined, unfiltered: model, then task or language tag.
   */
  dataframe: {
    task: MeansByModel;
    language: MeansByModel;
  };
}
/**
 * A line of the leaderboard's summary table.
 */
export interface SummaryRow {
  model: string;
  /**
   * mteb's registry knows the model. mteb ranks the others too, but leaves their lines out of its summary table.
   */
  registered: boolean;
  /**
   * Borda rank over the tasks.
   */
  rank: number;
  /**
   * Mean (Task); null as soon as one task of the table is missing or incomplete.
   */
  meanTask: number | null;
  /**
   * Mean (TaskType).
   */
  meanTaskType: number | null;
  types: Means;
  tasks: Means;
  warnings: Warnings;
}
export interface Means {
  [k: string]: number | null;
}
/**
 * A line of the per-language table.
 */
export interface LanguageRow {
  model: string;
  /**
   * Borda rank over the languages.
   */
  rank: number;
  languages: Means;
  warnings: Warnings;
}
export interface TaskScore {
  model: string;
  revision: string;
  task: string;
  /**
   * Plain mean over every split × subset.
   */
  score: number | null;
  splits: Means;
}
export interface MeansByModel {
  [k: string]: Means;
}
