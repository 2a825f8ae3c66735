import type { Cell, CellResult } from './cell.js';
import type { ModelId } from './encoder.js';
import type { Warning } from './generated/warning.js';
import type { Setting } from './dataset.js';
import type { Backbone } from './language.js';

/** A model of the plan; `folder` is where its results go. */
export type PlannedModel = ModelId & {
  readonly backbone?: Backbone | undefined;
  readonly folder: string;
};

/**
 * The one stream that goes upwards from `evaluate`; renderer, `--json`, worker and tests read the
 * same.
 */
export type RunEvent =
  | {
      readonly type: 'planned';
      readonly cells: readonly Cell[];
      readonly done: number;
      readonly models: readonly PlannedModel[];
      readonly metrics: Readonly<Record<string, string>>;
      /** By task: what each setting asks, where the definition says it. */
      readonly asks: Readonly<Record<string, Readonly<Partial<Record<Setting, string>>>>>;
    }
  | {
      readonly type: 'stage';
      readonly model: string;
      readonly stage: 'download' | 'open' | 'load' | 'encode' | 'score' | 'write';
      readonly detail: string;
      readonly total?: number;
    }
  /** `done` and `total` count bytes of a repository (download), texts (encode) or cells. */
  | {
      readonly type: 'progress';
      readonly model: string;
      readonly stage: 'download' | 'encode' | 'cells';
      readonly done: number;
      readonly total: number;
    }
  | { readonly type: 'cell'; readonly result: CellResult }
  /**
   * A record (schemas/warning.schema.json) and its sentence; of data it names the cell, and comes
   * as that cell ends.
   */
  | ({
      readonly type: 'warning';
      readonly message: string;
      readonly model?: string;
    } & Readonly<Warning>)
  | {
      readonly type: 'finished';
      readonly scored: number;
      readonly kept: number;
      readonly failed: number;
      readonly files: readonly string[];
    };
