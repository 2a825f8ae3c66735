import type { CellName } from './cell.js';
import type { Warning } from './generated/warning.js';

/** One subset of a result file, as far as aggregation needs it. */
export interface StoredEntry {
  readonly hf_subset: string;
  /** NaN or null = scored without a value. */
  readonly main_score: number | null;
  /** `iso639-3-Script` tags as written; may repeat one. */
  readonly languages: readonly string[];
  readonly [metric: string]: unknown;
}

/** One result file of a results tree, with the model that its folder names. */
export interface StoredScores {
  readonly model: string;
  readonly revision: string;
  /**
   * Content of `model_meta.json`; undefined where the folder has none (mteb then ignores the
   * folder).
   */
  readonly meta: object | undefined;
  readonly result: {
    readonly task_name: string;
    readonly mteb_version?: string | null | undefined;
    readonly dataset_revision?: string | null | undefined;
    /** Split → subsets. */
    readonly scores: Readonly<Record<string, readonly StoredEntry[]>>;
  };
  /** What is known against the number of a cell; absent = nothing. */
  readonly warningsOf?: ((cell: CellName) => readonly Warning[]) | undefined;
}
