import { inputError, type RowOptions, type RowBatch } from './row.js';
import { readCsv } from './csv.js';
import { readJson, readJsonLines } from './jsonl.js';
import { readParquet } from './parquet.js';

type Reader = (path: string, options: RowOptions) => AsyncIterable<RowBatch>;

const READERS: Readonly<Record<string, Reader>> = {
  parquet: readParquet,
  jsonl: readJsonLines,
  ndjson: readJsonLines,
  json: readJson,
  csv: (path, options) => readCsv(path, options, ','),
  tsv: (path, options) => readCsv(path, options, '\t'),
};

function formatOf(file: string): string {
  return /\.([^./]+)(?:\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? '';
}

/** Whether the file's name says that rows can be read from it. */
export function isDataFile(file: string): boolean {
  return Object.hasOwn(READERS, formatOf(file));
}

/**
 * Streams the rows of one file; the format is told from its name (`.gz` allowed on text formats).
 * @throws GB_INPUT_INVALID for an unknown format and for broken rows, GB_NOT_FOUND, GB_DATA_CORRUPT
 */
export function readRows(path: string, options: RowOptions): AsyncIterable<RowBatch> {
  const reader = READERS[formatOf(options.name)];
  if (reader === undefined)
    throw inputError(`no reader for this kind of file; known: ${Object.keys(READERS).join(', ')}`, {
      file: options.name,
    });
  return reader(path, options);
}
