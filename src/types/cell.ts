import type { Setting } from './dataset.js';
import type { Warning } from './generated/warning.js';
import type { ModelId } from './encoder.js';

/** The unit of plan, resume, progress, aggregation and drill-down: one number of the study. */
export interface Cell {
  readonly model: ModelId;
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly setting: Setting;
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
}

/** What names a cell inside one revision folder. */
export type CellName = Pick<Cell, 'task' | 'split' | 'subset'>;

/** Seconds per stage. */
export interface CellSeconds {
  readonly load: number;
  readonly rank: number;
  readonly score: number;
}

export type CellResult =
  | {
      readonly state: 'scored';
      readonly cell: Cell;
      readonly mainScore: number;
      readonly queries: number;
      readonly documents: number;
      readonly seconds: CellSeconds;
      /** What was odd in its data. */
      readonly warnings: readonly Warning[];
    }
  | {
      readonly state: 'kept';
      readonly cell: Cell;
      readonly mainScore: number;
      readonly warnings: readonly Warning[];
    }
  | { readonly state: 'failed'; readonly cell: Cell; readonly error: Error }
  | { readonly state: 'skipped'; readonly cell: Cell; readonly reason: string };
