import { closeSync, existsSync, openSync, readSync, rmSync, statSync, truncateSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';

export type VectorDatabase = RootDatabase<Buffer, Buffer>;

interface Stats {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly entryCount: number;
}

export function databaseStats(database: VectorDatabase): Stats {
  return database.getStats() as unknown as Stats;
}

/**
 * Opens the file of one store. A file that is not whole is removed: vectors can be made again, and a run must not stop for
 * them. It is looked at before LMDB sees it, since lmdb-js 3.5.6 ends the process when it opens another kind of file, and
 * reading a page behind the end of a mapped file does the same.
 */
export function openDatabase(file: string): VectorDatabase {
  if (existsSync(file) && !isWhole(file)) removeDatabase(file);
  return open<Buffer, Buffer>({
    path: file,
    encoding: 'binary',
    keyEncoding: 'binary',
    noSubdir: true,
  });
}

/** LMDB may leave out freed pages at the end of the file: filled up here, so that a short file is always a damaged one. */
export function fillUp(database: VectorDatabase, file: string): void {
  const { pageSize, lastPageNumber } = databaseStats(database);
  const bytes = pageSize * (lastPageNumber + 1);
  if (statSync(file).size < bytes) truncateSync(file, bytes);
}

export function removeDatabase(file: string): void {
  for (const path of [file, `${file}-lock`]) rmSync(path, { force: true });
}

/** Where lmdb-js keeps them in each of the two meta pages. */
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 160;
const MAGIC = 0xbeefc0de;

/** Both meta pages are there, and the file is as long as the newer one says. */
function isWhole(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const meta = (at: number): Buffer => {
      const page = Buffer.alloc(META_BYTES);
      readSync(descriptor, page, 0, META_BYTES, at);
      return page;
    };
    const first = meta(0);
    const pageSize = first.readUInt32LE(PAGE_SIZE_AT);
    const second = meta(pageSize);
    if (first.readUInt32LE(MAGIC_AT) !== MAGIC || second.readUInt32LE(MAGIC_AT) !== MAGIC)
      return false;
    const newer =
      second.readBigUInt64LE(TRANSACTION_AT) > first.readBigUInt64LE(TRANSACTION_AT)
        ? second
        : first;
    return statSync(file).size >= (Number(newer.readBigUInt64LE(LAST_PAGE_AT)) + 1) * pageSize;
  } finally {
    closeSync(descriptor);
  }
}
