import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../base/cache-folder.js';

const GIB = 2 ** 30;
/** A store used within this time may be open in another process. */
const IN_USE_MS = 6 * 3600 * 1000;

export interface StoreInfo {
  readonly path: string;
  readonly bytes: number;
  readonly usedAt: Date;
}

/** Root of all stores. */
export function embeddingRoot(): string {
  return cacheFolder('embeddings');
}

/** Bytes that all stores together may take: `$GLOTTOBENCH_CACHE_LIMIT_GB`, default 20. */
export function storeLimit(): number {
  const given = Number(process.env['GLOTTOBENCH_CACHE_LIMIT_GB'] ?? 20);
  return (Number.isFinite(given) && given >= 0 ? given : 20) * GIB;
}

export async function listStores(root = embeddingRoot()): Promise<StoreInfo[]> {
  const names = await readdir(root).catch(() => []);
  const stores: StoreInfo[] = [];
  for (const name of names) {
    const path = join(root, name);
    const used = await stat(join(path, 'used')).catch(() => undefined);
    if (used === undefined) continue;
    let bytes = 0;
    for (const file of await readdir(path)) bytes += (await stat(join(path, file))).blocks * 512;
    stores.push({ path, bytes, usedAt: used.mtime });
  }
  return stores;
}

/** Removes whole stores, least recently used first, until the rest fits; stores used in the last hours stay. Returns what went. */
export async function enforceStoreLimit(limit = storeLimit(), root = embeddingRoot(), now = new Date()): Promise<StoreInfo[]> {
  const stores = (await listStores(root)).sort((a, b) => a.usedAt.getTime() - b.usedAt.getTime());
  let total = stores.reduce((sum, store) => sum + store.bytes, 0);
  const removed: StoreInfo[] = [];
  for (const store of stores) {
    if (total <= limit) break;
    if (now.getTime() - store.usedAt.getTime() < IN_USE_MS) continue;
    await rm(store.path, { recursive: true, force: true });
    total -= store.bytes;
    removed.push(store);
  }
  return removed;
}
