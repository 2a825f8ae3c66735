import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a folder hold exactly these files: writes what is new or changed, removes every other
 * `.json`. With `check` nothing is written; the names that would change are returned all the same.
 * @param {string} folder
 * @param {Map<string, string>} files name → content
 * @param {boolean} check
 * @returns {Promise<string[]>} names of files that are new, changed or stale
 */
export async function writeFolder(folder, files, check) {
  const changed = [];
  await mkdir(folder, { recursive: true });
  for (const name of (await readdir(folder)).filter(
    (file) => file.endsWith('.json') && !files.has(file),
  )) {
    changed.push(name);
    if (!check) await rm(join(folder, name));
  }
  for (const [name, content] of files) {
    const path = join(folder, name);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === content) continue;
    changed.push(name);
    if (check) continue;
    await writeFile(`${path}.tmp`, content);
    await rename(`${path}.tmp`, path);
  }
  return changed;
}
