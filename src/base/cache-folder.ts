import { join } from 'node:path';
import envPaths from 'env-paths';

/** `$GLOTTOBENCH_CACHE`, else the platform's cache folder, with the given parts below it. Not created here. */
export function cacheFolder(...parts: string[]): string {
  const chosen = process.env['GLOTTOBENCH_CACHE'];
  return join(
    chosen === undefined || chosen === '' ? envPaths('glottobench', { suffix: '' }).cache : chosen,
    ...parts,
  );
}
