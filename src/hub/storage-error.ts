import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { writeFault } from '../base/atomic-file.js';
import { interrupted } from './http/interrupted.js';
import type { HubFile } from './contract/hub-file.js';

/** Faults of the disk while a file is stored, in words; everything else as it is. */
export function storageError(
  error: unknown,
  path: string,
  file: HubFile,
  signal: AbortSignal | undefined,
): unknown {
  if (isGlottobenchError(error)) return error;
  if (signal?.aborted === true) return interrupted(error);
  const fault = writeFault(error, path);
  if (fault === undefined) return error;
  return new GlottobenchError(
    'GB_WRITE_FAILED',
    `${file.path} (${file.size} bytes) cannot be stored in the cache: ${fault.message}`,
    {
      file: path,
      cause: error,
      hint: 'HF_HOME or HF_HUB_CACHE names another folder for the cache',
    },
  );
}
