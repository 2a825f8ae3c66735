import { fork } from 'node:child_process';
import { GlottobenchError } from '../base/errors.js';
import { packagePath } from '../base/folders.js';
import { isDamage, openReadOnly, type VectorDatabase } from './database.js';
import { unpackEntry } from './entry.js';

/** What lies in the file of a store. */
export interface Found {
  readonly entries: number;
  /** Keys of entries whose checksum fails. */
  readonly corrupt: readonly Buffer[];
  /** False when the file itself is broken. */
  readonly readable: boolean;
}

export type FromReader = Found | { readonly fault: string };

/**
 * Reads every entry and compares its checksum; changes nothing. LMDB may end the process at a page
 * that is wrong.
 */
export async function readAll(file: string): Promise<Found> {
  const corrupt: Buffer[] = [];
  let entries = 0;
  let database: VectorDatabase | undefined;
  try {
    database = await openReadOnly(file);
    for (const { key, value } of database?.getRange({}) ?? []) {
      entries++;
      if (unpackEntry(value) === undefined) corrupt.push(Buffer.from(key));
    }
    return { entries, corrupt, readable: true };
  } catch (error) {
    if (isDamage(error)) return { entries, corrupt, readable: false };
    throw error;
  } finally {
    await database?.close();
  }
}

/** A process needs a compiled file, also where the rest runs from source. */
const ENTRY = ['dist', 'store', 'read-process.js'];

type Ending = NodeJS.Signals | number | null;

/**
 * How a process ends that LMDB or the system stops at a wrong page; on Windows by a number. No
 * other end says that.
 */
const CRASHES: ReadonlySet<Ending> = new Set<Ending>([
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  134,
  0xc0000005,
  0xc0000409,
]);

/**
 * {@link readAll} in a process of its own, since LMDB ends the process at some kinds of wrong
 * pages.
 * @throws GB_NOT_FOUND for a file that the system does not let us read, and when the reader was
 * killed
 */
export async function readAllApart(file: string): Promise<Found> {
  const reader = fork(packagePath(...ENTRY), [file], {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const { answer, end } = await new Promise<{ answer: FromReader | undefined; end: Ending }>(
    (resolve, reject) => {
      let said: FromReader | undefined;
      reader.on('message', (message) => (said = message as FromReader));
      reader.on('error', reject);
      reader.on('close', (code, signal) => {
        resolve({ answer: said, end: signal ?? code });
      });
    },
  );
  if (answer === undefined) {
    if (CRASHES.has(end)) return { entries: 0, corrupt: [], readable: false };
    throw new GlottobenchError('GB_NOT_FOUND', `cannot be read: the reader ended (${end})`, {
      file,
    });
  }
  if ('fault' in answer)
    throw new GlottobenchError('GB_NOT_FOUND', `cannot be read: ${answer.fault}`, { file });
  return answer;
}
