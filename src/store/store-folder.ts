import { createHash } from 'node:crypto';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../base/atomic-file.js';
import { cacheFolder } from '../base/folders.js';

export const DATABASE_FILE = 'vectors.lmdb';
/** Its time of change is the time of last use. */
const USED_FILE = 'used';
const MODEL_FILE = 'model.json';

/** Whose vectors a store holds; nothing but `cache` commands reads it. */
interface StoreModel {
  readonly name: string;
  readonly revision: string;
  readonly fingerprint: string;
  readonly dims: number;
}

/** One model's store as it lies on disk. */
export interface StoreInfo {
  readonly path: string;
  /** Undefined when the description was lost. */
  readonly model: StoreModel | undefined;
  /** Blocks that the file system gave, times 512. */
  readonly bytes: number;
  readonly usedAt: Date;
}

/** Root of all stores. */
export function embeddingRoot(): string {
  return cacheFolder('embeddings');
}

/** Folder name of a model's store. */
export function storeName(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('hex').slice(0, 24);
}

/** The time of last use decides which model's vectors go first when the limit is reached. */
export async function markUsed(path: string): Promise<void> {
  const file = join(path, USED_FILE);
  await writeFile(file, '', { flag: 'a' });
  const now = new Date();
  await utimes(file, now, now);
}

export async function describeStore(path: string, model: StoreModel): Promise<void> {
  const file = join(path, MODEL_FILE);
  if (!existsSync(file)) await writeFileAtomic(file, `${JSON.stringify(model, null, 2)}\n`);
}

/** All stores below `root`, least recently used first. */
export async function listStores(root = embeddingRoot()): Promise<StoreInfo[]> {
  const names = await readdir(root).catch(() => []);
  const stores: StoreInfo[] = [];
  for (const name of names) {
    const path = join(root, name);
    const used = await stat(join(path, USED_FILE)).catch(() => undefined);
    if (used === undefined) continue;
    let bytes = 0;
    for (const file of await readdir(path)) {
      // Lock files come and go.
      const found = await stat(join(path, file)).catch(() => undefined);
      bytes += (found?.blocks ?? 0) * 512;
    }
    stores.push({ path, model: await readModel(path), bytes, usedAt: used.mtime });
  }
  return stores.sort((a, b) => a.usedAt.getTime() - b.usedAt.getTime());
}

async function readModel(path: string): Promise<StoreModel | undefined> {
  try {
    return JSON.parse(await readFile(join(path, MODEL_FILE), 'utf8')) as StoreModel;
  } catch {
    return undefined;
  }
}
