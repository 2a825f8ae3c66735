import { rm } from 'node:fs/promises';
import { GlottobenchError } from '../base/errors.js';
import { embeddingRoot, listStores, type StoreInfo } from './store-folder.js';

const GIB = 2 ** 30;
const DEFAULT_GIB = 20;
/** A store used within this time may be open in another process. */
const IN_USE_MS = 6 * 3600 * 1000;

/**
 * Bytes that all stores together may take: `$GLOTTOBENCH_CACHE_LIMIT_GB`, default 20. @throws
 * GB_USAGE
 */
export function storeLimit(given = process.env['GLOTTOBENCH_CACHE_LIMIT_GB']): number {
  if (given === undefined || given.trim() === '') return DEFAULT_GIB * GIB;
  const value = Number(given);
  if (!Number.isFinite(value) || value < 0)
    throw new GlottobenchError(
      'GB_USAGE',
      `GLOTTOBENCH_CACHE_LIMIT_GB needs a number of at least 0, got "${given}"`,
    );
  return value * GIB;
}

/**
 * Removes whole stores, least recently used first, until the rest fits. Stores used in the last six
 * hours stay, since another process may write them. Returns what went.
 */
export async function enforceStoreLimit(
  limit = storeLimit(),
  root = embeddingRoot(),
  now = new Date(),
): Promise<StoreInfo[]> {
  const stores = await listStores(root);
  let total = stores.reduce((sum, store) => sum + store.bytes, 0);
  const removed: StoreInfo[] = [];
  for (const store of stores) {
    if (total <= limit) break;
    if (now.getTime() - store.usedAt.getTime() < IN_USE_MS) continue;
    try {
      await rm(store.path, { recursive: true, force: true });
    } catch {
      // It stays where the folder cannot be written: a run does not end for its cache.
      continue;
    }
    total -= store.bytes;
    removed.push(store);
  }
  return removed;
}
