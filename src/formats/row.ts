import { GlottobenchError, type ErrorCode } from '../base/errors.js';

/**
 * One record: column name → value, as the file format gives it (`bigint` for 64-bit parquet
 * integers).
 */
export type Row = Readonly<Record<string, unknown>>;

/** A run of records of one file, in file order. */
export interface RowBatch {
  /** Name of the file in its repository, for messages. */
  readonly file: string;
  readonly rows: readonly Row[];
  /**
   * 1-based line of each row; parquet has none and gives the 1-based row, nested JSON has none.
   * Same length as `rows`.
   */
  readonly lines: readonly (number | undefined)[];
  /** Judgements of a form whose reference refuses a pair that stands twice. */
  readonly repeatedPairs?: 'refused';
}

/** What a reader needs to know about a file. */
export interface RowOptions {
  /** Name for messages. */
  readonly name: string;
  /** Columns wanted; formats that store columns apart read only these. */
  readonly columns?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rows per batch: large enough to hide the cost of a step, small beside any model's memory. */
export const BATCH_ROWS = 2000;

/** Where one row stands, for an error. */
export interface RowPlace {
  readonly file: string;
  readonly line: number | undefined;
}

export function inputError(
  message: string,
  place: { file: string; line?: number | undefined },
  hint?: string,
  code: ErrorCode = 'GB_INPUT_INVALID',
): GlottobenchError {
  return new GlottobenchError(code, message, { ...place, hint });
}
