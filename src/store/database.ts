import { rmSync, statSync, truncateSync } from 'node:fs';
import { open as openFile, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { open, type RootDatabase } from 'lmdb';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { stateOf } from './meta-pages.js';

export type VectorDatabase = RootDatabase<Buffer, Buffer>;

interface Stats {
  readonly pageSize: number;
  /** Of the last commit, inside a write transaction too. */
  readonly lastPageNumber: number;
  readonly entryCount: number;
  readonly treeDepth: number;
}

export function databaseStats(database: VectorDatabase): Stats {
  return database.getStats() as unknown as Stats;
}

export interface OpenedDatabase {
  readonly database: VectorDatabase;
  /** True where a damaged file was removed before. */
  readonly removed: boolean;
}

const SHARED = { encoding: 'binary', keyEncoding: 'binary', noSubdir: true } as const;
/** LMDB maps its lock file: without space for it the process would end. */
const LEAST_FREE = 1 << 20;

/**
 * Opens the file of one store for writing; makes it where there is none.
 * @param ifDamaged what becomes of a file that is not whole: only who can make its content again
 * may say `remove`
 * @throws GB_CACHE_CORRUPT for a damaged file that is not to be removed; GB_WRITE_FAILED without
 * space; errors of LMDB
 */
export async function openDatabase(
  file: string,
  { ifDamaged }: { readonly ifDamaged: 'remove' | 'refuse' },
): Promise<OpenedDatabase> {
  if (await isDiskFull(file, LEAST_FREE))
    throw new GlottobenchError('GB_WRITE_FAILED', 'cannot be written: no space is left', { file });
  const removed = ifDamaged === 'remove' && (await removeDamaged(file));
  if (!removed && (await stateOf(file)) === 'damaged') throw damaged(file);
  return { database: open<Buffer, Buffer>({ path: file, ...SHARED }), removed };
}

/**
 * Opens the file of one store and can change nothing in it. Undefined where there is none.
 * @throws GB_CACHE_CORRUPT for a damaged file
 */
export async function openReadOnly(file: string): Promise<VectorDatabase | undefined> {
  const state = await stateOf(file);
  if (state === 'absent') return undefined;
  if (state === 'damaged') throw damaged(file);
  return open<Buffer, Buffer>({ path: file, ...SHARED, readOnly: true });
}

/**
 * Whether an error says that the file is damaged; every other one is of the disk, and leaves the
 * file as it is.
 */
export function isDamage(error: unknown): boolean {
  if (isGlottobenchError(error)) return error.code === 'GB_CACHE_CORRUPT';
  // LMDB's own codes are negative, those of the system are positive.
  const { code } = error as { code?: unknown };
  return typeof code === 'number' && code < 0;
}

export async function isDiskFull(file: string, least: number): Promise<boolean> {
  const { bavail, bsize } = await statfs(dirname(file));
  return bavail * bsize < least;
}

/**
 * Pages that one entry may cost at most, beside its own bytes, per level of the tree: a copy and a
 * half after a split.
 */
const PAGES_PER_LEVEL = 2;
/** The tree may grow, and the list of free pages is a tree too. */
const MORE_LEVELS = 3;
const PAGES_MORE = 256;

/**
 * One write transaction. LMDB may leave out free pages at the end of the file, which would then
 * look cut: before a commit the file is made longer than any of its pages can lie (without taking
 * space), after it as long as its last page says. Both happen while LMDB lets no other process
 * write, so that at every instant a file that is too short is a damaged one.
 * @param entries how many are put or removed, and the bytes of the largest
 * @throws errors of LMDB; nothing is changed then
 */
export function writeTransaction(
  database: VectorDatabase,
  file: string,
  entries: { readonly count: number; readonly bytes: number },
  work: () => void,
): void {
  try {
    database.transactionSync(() => {
      const { pageSize, lastPageNumber, treeDepth } = databaseStats(database);
      const each =
        Math.ceil(entries.bytes / pageSize) + 1 + PAGES_PER_LEVEL * (treeDepth + MORE_LEVELS);
      const most = (lastPageNumber + 1 + entries.count * each + PAGES_MORE) * pageSize;
      if (statSync(file).size < most) truncateSync(file, most);
      work();
    });
  } finally {
    settleLength(database, file);
  }
}

/** The file was long enough, and is only longer than it has to be where this does not succeed. */
function settleLength(database: VectorDatabase, file: string): void {
  try {
    database.transactionSync(() => {
      const { pageSize, lastPageNumber } = databaseStats(database);
      truncateSync(file, pageSize * (lastPageNumber + 1));
    });
  } catch {
    // A system that cannot shorten a mapped file, or a disk that fails: the write has told what
    // there is to tell.
  }
}

export function removeDatabase(file: string): void {
  for (const path of [file, `${file}-lock`]) rmSync(path, { force: true });
}

/**
 * Who removes is alone: of two processes that find the damage the second one finds the new file of
 * the first.
 */
export async function removeDamaged(file: string): Promise<boolean> {
  if ((await stateOf(file)) !== 'damaged') return false;
  const lock = `${file}-repair`;
  while (!(await take(lock))) await sleep(POLL_MS);
  try {
    if ((await stateOf(file)) !== 'damaged') return false;
    removeDatabase(file);
    return true;
  } finally {
    await rm(lock, { force: true });
  }
}

const POLL_MS = 20;
/** A removal takes milliseconds: who needs longer was killed. */
const STALE_MS = 10_000;

async function take(lock: string): Promise<boolean> {
  try {
    await (await openFile(lock, 'wx')).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = (await stat(lock).catch(() => undefined))?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_MS) await rm(lock, { force: true });
    return false;
  }
}

function damaged(file: string): GlottobenchError {
  return new GlottobenchError('GB_CACHE_CORRUPT', 'the embedding store is damaged', {
    file,
    hint: 'glottobench cache verify --repair removes what is wrong; a run makes its vectors anew',
  });
}
