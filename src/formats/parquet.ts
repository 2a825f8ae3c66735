import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  asyncBufferFromFile,
  type AsyncBuffer,
  type FileMetaData,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { asReadError } from './bytes.js';
import { BATCH_ROWS, type RowOptions, type RowBatch } from './row.js';

// The default parser of every JavaScript reader drops a leading U+FEFF; Python keeps it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const parsers = {
  stringFromBytes: (bytes: Uint8Array | undefined): string | undefined =>
    bytes && decoder.decode(bytes),
};

/**
 * Parquet (snappy, zstd, gzip, brotli, lz4), one row group in memory at a time and only the wanted
 * columns.
 * @throws GB_NOT_FOUND, GB_DATA_CORRUPT
 */
export async function* readParquet(
  path: string,
  { name, columns, signal }: RowOptions,
): AsyncGenerator<RowBatch> {
  const { file, metadata } = await open(path, name);
  const present = parquetSchema(metadata).children.map((column) => column.element.name);
  const wanted =
    columns === undefined ? present : present.filter((column) => columns.includes(column));
  let start = 0;
  for (const group of metadata.row_groups) {
    signal?.throwIfAborted();
    const end = start + Number(group.num_rows);
    const rows = await guarded(name, () =>
      parquetReadObjects({
        file,
        metadata,
        columns: wanted,
        rowStart: start,
        rowEnd: end,
        compressors,
        parsers,
      }),
    );
    for (let from = 0; from < rows.length; from += BATCH_ROWS) {
      const part = rows.slice(from, from + BATCH_ROWS);
      const number = start + from + 1;
      yield { file: name, rows: part, lines: part.map((_, i) => number + i) };
    }
    start = end;
  }
}

/** Names of the columns of a parquet file, from its footer. */
export async function parquetColumns(path: string, name: string): Promise<string[]> {
  const { metadata } = await open(path, name);
  return parquetSchema(metadata).children.map((column) => column.element.name);
}

/** Rows of a parquet file, from its footer. */
export async function countParquetRows(path: string, name: string): Promise<number> {
  return Number((await open(path, name)).metadata.num_rows);
}

async function open(
  path: string,
  name: string,
): Promise<{ file: AsyncBuffer; metadata: FileMetaData }> {
  return guarded(name, async () => {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file, { parsers }) };
  });
}

async function guarded<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const known = asReadError(error, name);
    if (isGlottobenchError(known)) throw known;
    throw new GlottobenchError('GB_DATA_CORRUPT', `damaged parquet: ${(error as Error).message}`, {
      file: name,
      cause: error,
    });
  }
}
