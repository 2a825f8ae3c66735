import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { asReadError, openBytes } from './bytes.js';
import { IdColumn, MISSING_VALUES } from './id-column.js';
import { BATCH_ROWS, inputError, type RowOptions, type Row, type RowBatch } from './row.js';

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
  options: RowOptions,
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
  // Errors of any stage end in the parser, where the loop below meets them.
  pipeline(Readable.from(openBytes(path, options.name)), parser, () => undefined);
  const ids = new IdColumns(options.name);
  let rows: Row[] = [];
  let lines: number[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      options.signal?.throwIfAborted();
      ids.add(record, info.lines);
      rows.push(withNulls(record));
      lines.push(info.lines);
      if (rows.length < BATCH_ROWS) continue;
      yield { file: options.name, rows, lines };
      rows = [];
      lines = [];
    }
    ids.end();
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
    Object.entries(record).map(([key, value]) => [key, MISSING_VALUES.has(value) ? null : value]),
  );
}

/** The columns of a table that hold ids, by the names of the field. */
class IdColumns {
  readonly #columns = new Map(
    ['_id', 'id', 'query-id', 'corpus-id'].map((name) => [name, new IdColumn()]),
  );

  constructor(private readonly file: string) {}

  add(record: Readonly<Record<string, string>>, line: number): void {
    for (const [name, column] of this.#columns) {
      const value = record[name];
      if (value !== undefined) column.add(value, line);
    }
  }

  /** @throws GB_INPUT_INVALID for an id that `datasets` reads as another one */
  end(): void {
    for (const [name, column] of this.#columns) {
      const rewritten = column.rewritten();
      if (rewritten !== undefined)
        throw inputError(
          `the id "${rewritten.value}" of column ${name} stands in a column of numbers: \`datasets\` reads it as another text`,
          { file: this.file, line: rewritten.line },
          'Write the rows as JSON lines or parquet: there an id keeps its form.',
        );
    }
  }
}
