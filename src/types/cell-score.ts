import type { Setting } from './dataset.js';
import type { ModelId } from './encoder.js';
import type { Warning } from './generated/warning.js';
import type { Backbone } from './language.js';

/**
 * One scored (model, task, split, subset): what aggregation starts from, whether it comes from our
 * run or from the leaderboard.
 */
export interface CellScore {
  readonly model: ModelId & { readonly backbone?: Backbone | undefined };
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly setting: Setting;
  /** `iso639-3-Script` tags as the task writes them. */
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
  /** Name of the metric, `main_score` where it is not known which one that is. */
  readonly metric: string;
  /** NaN = the cell was scored without a value. */
  readonly mainScore: number;
  /** What the file says of how the score was made; absent for a score that was never in a file. */
  readonly origin?: CellOrigin | undefined;
  /** What is known against the score; marks in tables are made from it. Absent = nothing. */
  readonly warnings?: readonly Warning[] | undefined;
}

/** What decides whether the scores of two files can be compared. */
export interface CellOrigin {
  readonly datasetRevision: string | null;
  /** Of the definition that is known here. */
  readonly definedRevision?: string | undefined;
  /** One version, or `oldest-newest`. */
  readonly mtebVersion: string | null;
  /** MTEB's task type, where the task is known. */
  readonly taskType?: string | undefined;
  /** Scores of the cell that lie outside their bounds: not only the one that is compared. */
  readonly outside?: OutsideBounds | undefined;
}

export interface OutsideBounds {
  /** `percent`: all of them would lie within if divided by 100. */
  readonly kind: 'percent' | 'impossible';
  /** `ndcg_at_10 27.12`: the first three. */
  readonly examples: readonly string[];
}
