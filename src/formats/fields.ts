import { textOf } from '../base/wording.js';
import { inputError, type Row, type RowBatch, type RowPlace } from './row.js';

/** Calls `visit` for each row of a batch with the place of the row. */
export function eachRow(batch: RowBatch, visit: (row: Row, place: RowPlace) => void): void {
  batch.rows.forEach((row, i) => {
    visit(row, { file: batch.file, line: batch.lines[i] });
  });
}

/**
 * An id as text: mteb casts any scalar to string (`7`, `7.0` → `"7"`, `true` → `"true"`).
 * @throws GB_INPUT_INVALID for null, absent, lists and objects
 */
export function idText(value: unknown, column: string, place: RowPlace): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw inputError(`${column} must be a text or a number, found ${describe(value)}`, place);
}

const INT32 = 2 ** 31;
/** As people write it: not hexadecimal, no exponent, no underscores. */
const DECIMAL_INTEGER = /^[ \t]*[+-]?\d+(?:\.0*)?[ \t]*$/;

/**
 * A grade as 32-bit integer: `2`, `2.0`, `"2"`, `true`; no value is rounded.
 * @throws GB_INPUT_INVALID, for `0.5` as mteb does
 */
export function grade(value: unknown, place: RowPlace): number {
  const number =
    typeof value === 'string' && DECIMAL_INTEGER.test(value)
      ? Number(value)
      : typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean'
        ? Number(value)
        : NaN;
  if (!Number.isInteger(number) || number < -INT32 || number >= INT32) {
    throw inputError(
      `score must be a whole number, found ${describe(value)}`,
      place,
      'Grades are integers; 0.5 is not rounded, since both ways of rounding change the scores.',
    );
  }
  // -0 is 0
  return number + 0;
}

/**
 * A text field: a string stays, null and absent are `null`, numbers become text. @throws
 * GB_INPUT_INVALID
 */
export function textField(value: unknown, column: string, place: RowPlace): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  return idText(value, column, place);
}

/** A list of ids. @throws GB_INPUT_INVALID */
export function idList(value: unknown, column: string, place: RowPlace): string[] {
  if (!Array.isArray(value))
    throw inputError(`${column} must be a list of ids, found ${describe(value)}`, place);
  return value.map((id) => idText(id, column, place));
}

/** @throws GB_INPUT_INVALID when a column is in no row of the batch */
export function requireColumns(batch: RowBatch, columns: readonly string[]): void {
  for (const column of columns) {
    if (batch.rows.length === 0 || batch.rows.some((row) => Object.hasOwn(row, column))) continue;
    const present = Object.keys(batch.rows[0] ?? {}).join(', ');
    throw inputError(
      `there is no column ${column}`,
      { file: batch.file },
      `Columns: ${present === '' ? 'none of those that are read' : present}`,
    );
  }
}

/** A value from outside for a message: short, whatever its size and depth. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : textOf(value);
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
