import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { GlottobenchError } from './errors.js';

/**
 * Replaces a whole file so that a reader sees the old or the new content, never a part, even after
 * a power cut: temporary file beside it, rename, fsync of the folder.
 * The temporary name does not end in `.json`, because mteb's loaders read every `*.json` of a
 * result folder.
 * @param fill writes the content to the temporary path it is given, and syncs it
 * @throws GB_WRITE_FAILED when disk or rights refuse; whatever `fill` throws
 */
export async function replaceFile(
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await ensureFolder(folder);
    await fill(temporary);
    await rename(temporary, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFault(error, path) ?? error;
  }
}

/** {@link replaceFile} with content that is at hand. */
export function writeFileAtomic(path: string, content: string | Uint8Array): Promise<void> {
  return replaceFile(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/**
 * Makes a folder and what is missing above it, level by level: Node's recursive mkdir never returns
 * in some virtual file systems.
 * @throws GB_WRITE_FAILED
 */
export async function ensureFolder(path: string): Promise<void> {
  const whole = resolve(path);
  if (existsSync(whole) || whole === dirname(whole)) return;
  await ensureFolder(dirname(whole));
  try {
    await mkdir(whole);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw (
      writeFault(error, whole) ??
      new GlottobenchError(
        'GB_WRITE_FAILED',
        `this folder cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
        { file: whole, cause: error },
      )
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  EACCES: 'the folder cannot be written',
  EPERM: 'the folder cannot be written',
  EIO: 'the disk reports an error',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'its path leads through a file',
  EEXIST: 'its folder is a file',
  EISDIR: 'there is a folder of this name',
};

/** A fault of disk or rights as an error for people; undefined for every other error. */
export function writeFault(error: unknown, path: string): GlottobenchError | undefined {
  const reason = REASONS[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  return reason === undefined
    ? undefined
    : new GlottobenchError('GB_WRITE_FAILED', `cannot be written: ${reason}`, {
        file: path,
        cause: error,
      });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
