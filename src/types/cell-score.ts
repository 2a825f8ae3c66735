import type { Setting } from './dataset.js';
import type { ModelId } from './encoder.js';
import type { Warning } from './generated/warning.js';
import type { Backbone } from './language.js';

/** One scored (model, task, split, subset): what aggregation starts from, whether it comes from our run or from the leaderboard. */
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
  /** What is known against the score; marks in tables are made from it. Absent = nothing. */
  readonly warnings?: readonly Warning[] | undefined;
}
