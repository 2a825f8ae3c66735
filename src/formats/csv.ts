import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { asReadError } from './lines.js';
import { BATCH_ROWS, inputError, type ReadOptions, type Row, type RowBatch } from './row.js';

/** What pandas, and so the `datasets` library, reads as a missing value. */
const MISSING = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None',
  'n/a',
  'nan',
  'null',
]);

interface Parsed {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/**
 * CSV or TSV with a header line. Fields stay strings; missing values (pandas' list) become `null`.
 * @throws GB_INPUT_INVALID with the line, GB_NOT_FOUND, GB_DATA_CORRUPT
 */
export async function* readCsv(
  path: string,
  options: ReadOptions,
  delimiter: ',' | '\t',
): AsyncGenerator<RowBatch> {
  const parser = parse({
    delimiter,
    columns: true,
    bom: true,
    info: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const file = createReadStream(path);
  // Errors of any stage end in the parser, where the loop below meets them.
  if (options.name.endsWith('.gz')) pipeline(file, createGunzip(), parser, () => undefined);
  else pipeline(file, parser, () => undefined);
  let rows: Row[] = [];
  let lines: number[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      options.signal?.throwIfAborted();
      rows.push(withNulls(record));
      lines.push(info.lines);
      if (rows.length < BATCH_ROWS) continue;
      yield { file: options.name, rows, lines };
      rows = [];
      lines = [];
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw inputError(error.message, {
        file: options.name,
        line: typeof error['lines'] === 'number' ? error['lines'] : undefined,
      });
    throw asReadError(error, options.name);
  }
  if (rows.length > 0) yield { file: options.name, rows, lines };
}

function withNulls(record: Record<string, string>): Row {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, MISSING.has(value) ? null : value]),
  );
}
