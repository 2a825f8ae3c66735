import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { databaseStats, openDatabase, removeDatabase } from './database.js';
import { unpackEntry } from './entry.js';
import { DATABASE_FILE, embeddingRoot, listStores, type StoreInfo } from './store-folder.js';

export interface StoreCheck {
  readonly store: StoreInfo;
  readonly entries: number;
  /** Entries whose checksum fails. */
  readonly corrupt: number;
  /** False when the file itself is broken: a repair removes all of it. */
  readonly readable: boolean;
}

/** Stores of the models that were named (all without names), least recently used first. @throws GB_NOT_FOUND with did-you-mean */
export async function findStores(
  models: readonly string[] = [],
  root = embeddingRoot(),
): Promise<StoreInfo[]> {
  const stores = await listStores(root);
  const names = new Set(stores.map(storeTitle));
  for (const name of models) {
    if (names.has(name)) continue;
    const near = didYouMean(name, names, 1)[0];
    throw new GlottobenchError('GB_NOT_FOUND', `no vectors of "${name}" are stored`, {
      hint: near === undefined ? 'glottobench cache info lists what is' : `did you mean: ${near}?`,
    });
  }
  return models.length === 0
    ? stores
    : stores.filter((store) => models.includes(storeTitle(store)));
}

/** The model's name, or the folder's where the description was lost. */
export function storeTitle(store: StoreInfo): string {
  return store.model?.name ?? basename(store.path);
}

/** Vectors in a store, read from its header. */
export async function countEntries(store: StoreInfo): Promise<number> {
  const database = openDatabase(join(store.path, DATABASE_FILE));
  const { entryCount } = databaseStats(database);
  await database.close();
  return entryCount;
}

/** Reads every vector and compares its checksum; with `repair` the wrong ones are removed, so that they are made again. */
export async function verifyStore(store: StoreInfo, repair: boolean): Promise<StoreCheck> {
  const file = join(store.path, DATABASE_FILE);
  const database = openDatabase(file);
  const corrupt: Buffer[] = [];
  let entries = 0;
  let readable = true;
  try {
    for (const { key, value } of database.getRange({})) {
      entries++;
      if (unpackEntry(value) === undefined) corrupt.push(Buffer.from(key));
    }
    if (repair)
      await database.transaction(() => corrupt.forEach((key) => void database.remove(key)));
  } catch {
    readable = false;
  }
  await database.close();
  if (!readable && repair) removeDatabase(file);
  return { store, entries, corrupt: corrupt.length, readable };
}

/** Removes stores, whoever uses them: an open process keeps its own view of a removed file. */
export async function clearStores(stores: readonly StoreInfo[]): Promise<void> {
  for (const store of stores) await rm(store.path, { recursive: true, force: true });
}
