import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

type FileState = 'absent' | 'whole' | 'damaged';

/** Where lmdb-js keeps them in each of the two meta pages. */
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const ENTRIES_AT = 128;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 160;
const MAGIC = 0xbeefc0de;

const LOOKS = 4;
const PAUSE_MS = 25;

/**
 * Whether both meta pages of a database are there and the file is as long as the newer one says. It
 * is looked at before LMDB sees it, since lmdb-js 3.5.6 ends the process when it opens another kind
 * of file, and reading a page behind the end of a mapped file does the same. Another process may be
 * writing a meta page or a new file at this moment, so that only damage that stays is damage.
 * @throws what the file system says when the file cannot be read
 */
export async function stateOf(file: string): Promise<FileState> {
  let state = lookAt(file);
  for (let look = 1; look < LOOKS && state === 'damaged'; look++) {
    await sleep(PAUSE_MS);
    state = lookAt(file);
  }
  return state;
}

/** One look; a file that is being made may look damaged. */
export function lookAt(file: string): FileState {
  return reading(file, (descriptor) => {
    // The size after the header: a writer makes the file longer before it commits, never shorter
    // than its last page.
    const header = readHeader(descriptor);
    return header !== undefined && fstatSync(descriptor).size >= header.bytes ? 'whole' : 'damaged';
  });
}

/**
 * Entries of a database as its header says, 0 where there is no file, undefined where it is
 * damaged.
 */
export async function countIn(file: string): Promise<number | undefined> {
  const state = await stateOf(file);
  if (state === 'damaged') return undefined;
  const count = reading(file, (descriptor) => readHeader(descriptor)?.entries);
  return count === 'absent' ? 0 : count;
}

function reading<T>(file: string, use: (descriptor: number) => T): T | 'absent' {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'absent';
    throw error;
  }
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Bytes up to the last page, and the entries, that the newer meta page knows; undefined where these
 * are no meta pages.
 */
function readHeader(descriptor: number): { bytes: number; entries: number } | undefined {
  const meta = (at: number): Buffer => {
    const page = Buffer.alloc(META_BYTES);
    readSync(descriptor, page, 0, META_BYTES, at);
    return page;
  };
  const first = meta(0);
  const pageSize = first.readUInt32LE(PAGE_SIZE_AT);
  const second = meta(pageSize);
  if (first.readUInt32LE(MAGIC_AT) !== MAGIC || second.readUInt32LE(MAGIC_AT) !== MAGIC)
    return undefined;
  const newer =
    second.readBigUInt64LE(TRANSACTION_AT) > first.readBigUInt64LE(TRANSACTION_AT) ? second : first;
  return {
    bytes: (Number(newer.readBigUInt64LE(LAST_PAGE_AT)) + 1) * pageSize,
    entries: Number(newer.readBigUInt64LE(ENTRIES_AT)),
  };
}
