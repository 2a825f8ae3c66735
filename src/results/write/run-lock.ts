import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, writeFault } from '../../base/atomic-file.js';
import { GlottobenchError } from '../../base/errors.js';
import { RUN_FOLDER } from '../layout.js';
import { isGone, ownIdentity, type ProcessIdentity } from './process-identity.js';

interface LockContent extends ProcessIdentity {
  readonly since: string;
  /** Tells two locks of one process apart. */
  readonly token: string;
}

/** The right to write into a revision folder. */
interface RunLock {
  readonly path: string;
  /** Gives it up; a second call does nothing. */
  release(): Promise<void>;
}

/**
 * Takes `run/lock` of a revision folder, so that two runs never write into one folder. A lock whose
 * process is gone (process number, start time and boot of this host) is taken over.
 * @throws GB_USAGE while another run holds it
 */
export async function lockRun(folder: string): Promise<RunLock> {
  const path = join(folder, RUN_FOLDER, 'lock');
  await ensureFolder(join(folder, RUN_FOLDER));
  const mine: LockContent = {
    ...ownIdentity(),
    since: new Date().toISOString(),
    token: randomBytes(8).toString('hex'),
  };
  for (let attempt = 0; attempt < 5; attempt++) {
    if (await create(path, mine)) return { path, release: () => release(path, mine) };
    const holder = await readLock(path);
    if (holder === 'absent') continue;
    if (holder === 'broken' || !(isGone(holder) || isGivenUp(holder))) throw held(path, holder);
    await removeStale(path, holder);
  }
  throw held(path, await readLock(path));
}

/** Locks of this process that are given up, although their file could not be removed. */
const givenUp = new Set<string>();

function isGivenUp(holder: LockContent): boolean {
  return givenUp.has(holder.token);
}

/** A link appears with its whole content or not at all, and fails when the name is taken. */
async function create(path: string, content: LockContent): Promise<boolean> {
  const temporary = `${path}.${content.token}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(content)}\n`, { flag: 'wx' });
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw writeFault(error, path) ?? error;
  } finally {
    // The holder of the lock sweeps what could not be removed.
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

/**
 * Moves the lock away and looks at what was moved: another run may have taken the stale one over in
 * between.
 */
async function removeStale(path: string, stale: LockContent): Promise<void> {
  const aside = `${path}.${randomBytes(8).toString('hex')}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readLock(aside);
  if (moved !== 'absent' && moved !== 'broken' && moved.token !== stale.token)
    await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true }).catch(() => undefined);
}

async function release(path: string, mine: LockContent): Promise<void> {
  givenUp.add(mine.token);
  const holder = await readLock(path);
  if (holder !== 'absent' && holder !== 'broken' && holder.token === mine.token)
    await rm(path, { force: true }).catch(() => undefined);
}

async function readLock(path: string): Promise<LockContent | 'absent' | 'broken'> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<LockContent> | null;
    return typeof value?.pid === 'number' &&
      typeof value.host === 'string' &&
      typeof value.since === 'string'
      ? (value as LockContent)
      : 'broken';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'absent' : 'broken';
  }
}

function held(path: string, holder: LockContent | 'absent' | 'broken'): GlottobenchError {
  const who =
    typeof holder === 'string'
      ? 'another run'
      : `another run (process ${holder.pid} on ${holder.host}, since ${holder.since})`;
  return new GlottobenchError('GB_USAGE', `${who} writes into this folder`, {
    file: path,
    hint: 'wait for it, give another --out, or delete the lock file if that run is surely over',
  });
}
