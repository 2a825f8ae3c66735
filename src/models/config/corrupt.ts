import { GlottobenchError, type ErrorDetails } from '../../base/errors.js';

/** A fault of a checkpoint's weights; the message names the tensor where there is one. */
export function corrupt(
  file: string,
  message: string,
  details: Omit<ErrorDetails, 'file'> = {},
): GlottobenchError {
  return new GlottobenchError('GB_CHECKPOINT_CORRUPT', message, { file, ...details });
}
