import { readdir } from 'node:fs/promises';
import { packagePath } from '../base/folders.js';

/** Where the checkpoints are that ship with the package. */
export const BUNDLED = ['examples', 'tiny-hybrid', 'checkpoints'] as const;
/** What their names begin with; the rest is the folder. */
export const BUNDLED_PREFIX = 'glottobench/tiny-';

/**
 * Folders of the checkpoints that ship with the package, sorted; none where it was packed without.
 */
export async function bundledFolders(): Promise<string[]> {
  const entries = await readdir(packagePath(...BUNDLED), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
