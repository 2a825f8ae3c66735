import envPaths from 'env-paths';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of glottobench not found');
    folder = parent;
  }
  return folder;
}

let root: string | undefined;

/**
 * Absolute path of a file that ships with the package (`tasks/…`, `schemas/…`), from source and
 * from dist alike.
 */
export function packagePath(...parts: string[]): string {
  root ??= findRoot();
  return join(root, ...parts);
}

/** Version of this package, as `--version` prints it and every run manifest repeats it. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string })
    .version;
}

/**
 * `$GLOTTOBENCH_CACHE`, else the platform's cache folder, with the given parts below it. Not
 * created here.
 */
export function cacheFolder(...parts: string[]): string {
  const chosen = process.env['GLOTTOBENCH_CACHE'];
  return join(
    chosen === undefined || chosen === '' ? envPaths('glottobench', { suffix: '' }).cache : chosen,
    ...parts,
  );
}
