import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Names that base/atomic-file.ts gives to a file before it has its whole content. */
const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;

/**
 * Removes what a killed writer left in a revision folder and the folders directly below it.
 * Only for the holder of the run's lock: nobody else writes there.
 */
export async function removeLeftovers(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = [
    folder,
    ...entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)),
  ];
  for (const place of folders) {
    for (const name of await readdir(place))
      if (TEMPORARY.test(name)) await rm(join(place, name), { force: true });
  }
}
