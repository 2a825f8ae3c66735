import { createHash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256OfFile } from '../base/content-hash.js';
import { GlottobenchError } from '../base/errors.js';
import { compareCodePoints } from '../base/python.js';
import type { RepositoryFiles } from '../types/repository.js';

const WHOLE_BYTES = 64 * 1024 * 1024;
const SAMPLES = 64;
const SAMPLE_BYTES = 64 * 1024;

/**
 * A folder on this machine. Its revision is a content hash: the same files give the same revision
 * anywhere. Hidden files and folders are left out. Files above 64 MiB enter the hash by size and 64
 * spread samples of 64 KiB.
 * @throws GB_NOT_FOUND
 */
export async function openFolder(path: string): Promise<RepositoryFiles> {
  const root = resolve(path);
  const info = await stat(root).catch((cause: unknown) => {
    throw new GlottobenchError('GB_NOT_FOUND', 'there is no such folder', { file: path, cause });
  });
  if (!info.isDirectory())
    throw new GlottobenchError('GB_NOT_FOUND', 'this is a file, a folder is needed', {
      file: path,
    });
  const files = (await walk(root, '')).sort(compareCodePoints);
  const known = new Set(files);
  return {
    kind: 'folder',
    name: path,
    revision: await contentHash(root, files),
    list: () => Promise.resolve(files),
    localPath: (file) =>
      known.has(file)
        ? Promise.resolve(join(root, file))
        : Promise.reject(
            new GlottobenchError('GB_NOT_FOUND', `the folder has no file ${file}`, { file: path }),
          ),
  };
}

async function walk(root: string, folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const name of await readdir(join(root, folder))) {
    if (name.startsWith('.')) continue;
    const path = folder === '' ? name : `${folder}/${name}`;
    // `stat` follows links: a snapshot folder of the hub cache consists of them.
    const info = await stat(join(root, path)).catch(() => undefined);
    if (info?.isDirectory() === true) files.push(...(await walk(root, path)));
    else if (info?.isFile() === true) files.push(path);
  }
  return files;
}

async function contentHash(root: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${await fileHash(join(root, file))}  ${file}\n`);
  return hash.digest('hex').slice(0, 40);
}

async function fileHash(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size <= WHOLE_BYTES) return sha256OfFile(path);
  const hash = createHash('sha256').update(`${size}\n`);
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(SAMPLE_BYTES);
    for (let i = 0; i < SAMPLES; i++) {
      const position = Math.floor((i * (size - SAMPLE_BYTES)) / (SAMPLES - 1));
      const { bytesRead } = await file.read(bytes, 0, SAMPLE_BYTES, position);
      hash.update(bytes.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
