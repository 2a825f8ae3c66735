import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { RUN_FOLDER } from '../../results/layout.js';

/**
 * The name under which a results folder asks: kept in it, so that a run that was killed finds its
 * answers again from any host, and two runs with the same question do not take each other's answers
 * away.
 * @param fresh a new name: nothing of before is used
 */
export async function askerOf(folder: string, fresh: boolean): Promise<string> {
  const file = join(folder, RUN_FOLDER, 'queue-id');
  const stored = fresh ? '' : (await readFile(file, 'utf8').catch(() => '')).trim();
  if (/^[0-9a-f]{16}$/.test(stored)) return stored;
  const made = randomBytes(8).toString('hex');
  await writeFileAtomic(file, `${made}\n`);
  return made;
}
