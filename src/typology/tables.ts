import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { GlottobenchError } from '../base/errors.js';
import { packagePath } from '../base/folders.js';

/** One row of a table: column → cell; an empty cell means unknown. */
export type TableRow = Readonly<Record<string, string>>;

/** The facts table (data/typology), read once. */
export interface LanguageTable {
  /** ISO 639-3 code → row. */
  readonly rows: ReadonlyMap<string, TableRow>;
  /** Macrolanguage → the individual language whose facts stand for it. */
  readonly representatives: ReadonlyMap<string, string>;
}

let table: LanguageTable | undefined;

/** Loads `data/typology/{languages,macrolanguages}.csv`; later calls give the same object. */
export function loadLanguages(): LanguageTable {
  table ??= {
    rows: new Map(
      readTable(packagePath('data', 'typology', 'languages.csv'), ['iso639_3', 'family']).map(
        (row) => [cell(row, 'iso639_3'), row],
      ),
    ),
    representatives: new Map(
      readTable(packagePath('data', 'typology', 'macrolanguages.csv'), [
        'macrolanguage',
        'representative',
      ])
        .filter((row) => cell(row, 'representative') !== '')
        .map((row) => [cell(row, 'macrolanguage'), cell(row, 'representative')]),
    ),
  };
  return table;
}

/**
 * Reads a CSV file with a header line. Throws GB_NOT_FOUND, or GB_INPUT_INVALID when a column is
 * missing.
 */
export function readTable(path: string, columns: readonly string[]): TableRow[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new GlottobenchError('GB_NOT_FOUND', 'this table cannot be read', {
      file: path,
      cause: error,
    });
  }
  let rows: TableRow[];
  try {
    // Without its `columns` option, which takes as long again.
    const [header = [], ...lines]: string[][] = parse(text, {
      bom: true,
      skip_empty_lines: true,
    });
    rows = lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i] ?? ''])));
  } catch (error) {
    throw new GlottobenchError('GB_INPUT_INVALID', `not a CSV table: ${(error as Error).message}`, {
      file: path,
      cause: error,
    });
  }
  const missing = columns.filter((column) => rows[0]?.[column] === undefined);
  if (missing.length > 0) {
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `the table has no column ${missing.map((name) => `"${name}"`).join(', ')}`,
      {
        file: path,
        hint: `columns needed: ${columns.join(', ')}`,
      },
    );
  }
  return rows;
}

/** A row of a table and the line of the file on which it ends, counted from 1. */
export interface NumberedRow {
  readonly line: number;
  readonly row: TableRow;
}

/** As `readTable`, with lines for messages about single rows; blank lines count. */
export function numberedRows(path: string, columns: readonly string[]): NumberedRow[] {
  const rows = readTable(path, columns);
  const places = parse(readFileSync(path, 'utf8'), {
    bom: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as readonly { readonly info: { readonly lines: number } }[];
  return rows.map((row, i) => ({ row, line: places[i + 1]?.info.lines ?? 0 }));
}

/** The cell, `""` where it is empty or the column is absent. */
export function cell(row: TableRow | undefined, column: string): string {
  return row?.[column] ?? '';
}
