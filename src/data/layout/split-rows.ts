import type { RepositoryFiles } from '../../types/repository.js';
import { countParquetRows } from '../../formats/parquet.js';
import { readJudgementRows } from '../../formats/judgements.js';
import type { OnWarning } from '../../warnings/warning-list.js';
import { readRows } from '../../formats/read-rows.js';
import type { RowBatch } from '../../formats/row.js';
import type { SplitFiles } from './layout.js';

interface SplitRowOptions {
  readonly columns?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Judgements are read by the rules of judgements, whatever the format; told of what is not read.
   */
  readonly judgements?: OnWarning;
}

/** Streams the rows of a split, file after file; a file is fetched when its turn comes. */
export async function* splitRows(
  source: RepositoryFiles,
  { files }: SplitFiles,
  options: SplitRowOptions = {},
): AsyncGenerator<RowBatch> {
  const { columns, signal, judgements } = options;
  for (const name of files) {
    signal?.throwIfAborted();
    const path = await source.localPath(name, signal);
    yield* judgements === undefined
      ? readRows(path, { name, columns, signal })
      : readJudgementRows(path, { name, signal, onWarning: judgements });
  }
}

/**
 * Number of rows where it is known without reading or fetching them: the card, or parquet footers
 * in a folder.
 */
export async function knownRows(
  source: RepositoryFiles,
  { files, rows }: SplitFiles,
): Promise<number | undefined> {
  if (rows !== undefined) return rows;
  if (source.kind !== 'folder' || !files.every((file) => file.endsWith('.parquet')))
    return undefined;
  let total = 0;
  for (const file of files) total += await countParquetRows(await source.localPath(file), file);
  return total;
}
