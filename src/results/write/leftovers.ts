import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Names that base/atomic-file.ts gives to a file before it has its whole content, and run-lock.ts
 * to a lock.
 */
const TEMPORARY = /^(?:\..+\.[0-9a-f]{12}\.tmp|lock\.[0-9a-f]{16}\.(?:tmp|stale))$/;
/** `bias/hits/` is the deepest folder of a revision. */
const DEPTH = 2;

/**
 * Removes what a killed writer left in a revision folder and the folders of ours below it.
 * Only for the holder of the run's lock: nobody else writes there.
 */
export async function removeLeftovers(folder: string, depth = DEPTH): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) await removeLeftovers(path, depth - 1);
    else if (entry.isFile() && TEMPORARY.test(entry.name)) await rm(path, { force: true });
  }
}
