import { GlottobenchError } from '../../base/errors.js';

/** The user stopped a download. */
export function interrupted(cause: unknown): GlottobenchError {
  return new GlottobenchError(
    'GB_INTERRUPTED',
    'stopped while files of the hub were fetched; what has arrived is kept',
    { hint: 'the same command continues', cause },
  );
}
