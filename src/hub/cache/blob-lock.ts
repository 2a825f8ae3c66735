import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface LockTiming {
  /** How often the holder touches its lock. */
  readonly beatMs: number;
  /** How long an untouched lock is waited for. */
  readonly staleMs: number;
  readonly pollMs: number;
}

const TIMING: LockTiming = { beatMs: 3000, staleMs: 20_000, pollMs: 100 };

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

/**
 * Runs `work` while no other process of any machine that shares the folder runs it for the same
 * path. The holder touches its lock; one that is not touched any more, or whose process on this
 * machine is gone, is taken over. Waiting compares file times with themselves, never with this
 * machine's clock. Nothing breaks without the lock: what is downloaded is checked and renamed into
 * place; it saves a second download.
 */
export async function withLock<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  timing: LockTiming = TIMING,
): Promise<T> {
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    token: randomBytes(8).toString('hex'),
  };
  await mkdir(dirname(path), { recursive: true });
  await take(path, mine, signal, timing);
  const beat = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => undefined),
    timing.beatMs,
  );
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true });
  }
}

async function take(
  path: string,
  mine: Holder,
  signal: AbortSignal | undefined,
  { staleMs, pollMs }: LockTiming,
): Promise<void> {
  let seen = { mtime: NaN, since: 0 };
  for (;;) {
    signal?.throwIfAborted();
    if (await create(path, mine)) return;
    const mtime = (await stat(path).catch(() => undefined))?.mtimeMs;
    if (mtime === undefined) continue;
    if (mtime !== seen.mtime) seen = { mtime, since: performance.now() };
    const holder = await readHolder(path);
    if (performance.now() - seen.since > staleMs || (holder !== undefined && isGone(holder)))
      await removeStale(path, holder);
    else await sleep(pollMs, undefined, signal === undefined ? {} : { signal });
  }
}

async function create(path: string, mine: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(mine), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves the lock aside before it is removed, so that of several waiters one removes it. */
async function removeStale(path: string, stale: Holder | undefined): Promise<void> {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    if ((await readHolder(path))?.token !== stale?.token) return;
    await rename(path, aside);
  } catch {
    return;
  }
  await rm(aside, { force: true });
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder> | null;
    return typeof value?.pid === 'number' &&
      typeof value.token === 'string' &&
      typeof value.host === 'string'
      ? (value as Holder)
      : undefined;
  } catch {
    return undefined;
  }
}

function isGone({ pid, host }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
