import { join } from 'node:path';
import { GlottobenchError } from '../../base/errors.js';

/**
 * Joins a path that a checkpoint file names. Absolute paths and `..` are refused, so that a
 * downloaded checkpoint cannot make us read a file outside its folder (sentence-transformers
 * refuses them as well).
 */
export function pathInside(
  folder: string,
  relative: string,
  file: string,
  pointer: string,
): string {
  const parts = relative.split(/[/\\]/u);
  const absolute = /^([/\\]|[A-Za-z]:)/u.test(relative);
  if (absolute || parts.includes('..') || relative.includes('\0')) {
    throw new GlottobenchError(
      'GB_CHECKPOINT_CORRUPT',
      `the path "${relative}" leads out of the checkpoint's folder`,
      { file, pointer },
    );
  }
  return join(folder, ...parts);
}
