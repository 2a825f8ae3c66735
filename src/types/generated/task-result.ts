// Generated from schemas/task-result.schema.json by `npm run types`. Do not edit.

export type TaskName = string;
/**
 * One version, or "oldest-newest" where subsets were run with several versions.
 */
export type MtebVersion = string;

/**
 * One result file <model>/<revision>/<Task>.json in MTEB's layout since 1.11.0. The root is what a reader accepts as a file: types and required members. What a value may be (ranges, languages, subsets) is judged against the task definition. Bare NaN and Infinity are numbers here: Python writes them. $defs/writer is the stricter profile of files written by glottobench, $defs/legacy the layout before 1.11.0.
 */
export interface TaskResult {
  /**
   * Usually a hub commit; also tags, or a sentence for an aggregate task.
   */
  dataset_revision: string;
  task_name: TaskName;
  mteb_version: MtebVersion | null;
  /**
   * Split to entries, one per subset.
   */
  scores: {
    /**
     * @minItems 1
     */
    [k: string]: SubsetScores[];
  };
  /**
   * Seconds.
   */
  evaluation_time: number | null;
  kg_co2_emissions?: number | null;
  /**
   * Seconds since the Unix epoch, UTC; old files hold a text.
   */
  date?: number | string | null;
  evaluation_phases?: EvaluationPhase[] | null;
  [k: string]: unknown;
}
/**
 * Scores of one subset on one split: the score dictionary, then these members. Types and bounds of the scores stand in the table of scores (docs/metrics.md), which readers and writers ask.
 */
export interface SubsetScores {
  /**
   * The value of the task's main metric. Finite: a mean over anything else is undefined.
   */
  main_score: number;
  hf_subset: string;
  /**
   * iso639-3-Script; may repeat an entry, as the task definition does.
   */
  languages: string[];
  mteb_version?: MtebVersion;
  [k: string]: unknown;
}
export interface EvaluationPhase {
  name: string;
  /**
   * Seconds since the first phase.
   */
  start: number;
  end: number;
  /**
   * Empty for a phase of the whole task.
   */
  split?: string;
  subset?: string;
  [k: string]: unknown;
}
