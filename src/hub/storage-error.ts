import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { interrupted } from './http/interrupted.js';
import type { HubFile } from './hub-file.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left', EDQUOT: 'the quota is used up', EACCES: 'the folder cannot be written', EPERM: 'the folder cannot be written', EROFS: 'the file system is read-only',
  ENOTDIR: 'its path leads through a file',
};

/** Faults of the disk while a file is stored, in words; everything else as it is. */
export function storageError(error: unknown, path: string, file: HubFile, signal: AbortSignal | undefined): unknown {
  if (isGlottobenchError(error)) return error;
  if (signal?.aborted === true) return interrupted(error);
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (reason === undefined) return error;
  return new GlottobenchError('GB_NOT_FOUND', `${file.path} (${file.size} bytes) cannot be stored in the cache: ${reason}`, { file: path, cause: error, hint: 'HF_HOME or HF_HUB_CACHE names another folder for the cache' });
}
