import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { openDatabase, removeDamaged, removeDatabase, writeTransaction } from './database.js';
import { countIn } from './meta-pages.js';
import { readAllApart, type Found } from './read-all.js';
import { DATABASE_FILE, embeddingRoot, listStores, type StoreInfo } from './store-folder.js';

export interface StoreCheck {
  readonly store: StoreInfo;
  readonly entries: number;
  /** Entries whose checksum fails. */
  readonly corrupt: number;
  /** False when the file itself is broken: a repair removes all of it. */
  readonly readable: boolean;
}

/**
 * Stores of the models that were named (all without names), least recently used first. @throws
 * GB_NOT_FOUND with did-you-mean
 */
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

/**
 * Vectors in a store, read from its header; undefined where its file is damaged. Changes nothing.
 */
export function countEntries(store: StoreInfo): Promise<number | undefined> {
  return countIn(join(store.path, DATABASE_FILE));
}

/** Reads every vector and compares its checksum. Changes nothing. */
export async function verifyStore(store: StoreInfo): Promise<StoreCheck> {
  return checkOf(store, await readAllApart(join(store.path, DATABASE_FILE)));
}

/**
 * Verifies, then removes the wrong vectors, or the whole file where it cannot be read, so that they
 * are made again.
 */
export async function repairStore(store: StoreInfo): Promise<StoreCheck> {
  const file = join(store.path, DATABASE_FILE);
  const found = await readAllApart(file);
  if (!found.readable) {
    // Damage inside a file of the right length is not seen by removeDamaged.
    if (!(await removeDamaged(file))) removeDatabase(file);
  } else if (found.corrupt.length > 0) {
    const { database } = await openDatabase(file, { ifDamaged: 'refuse' });
    try {
      writeTransaction(database, file, { count: found.corrupt.length, bytes: 0 }, () =>
        found.corrupt.forEach((key) => database.removeSync(key)),
      );
    } finally {
      await database.close();
    }
  }
  return checkOf(store, found);
}

function checkOf(store: StoreInfo, { entries, corrupt, readable }: Found): StoreCheck {
  return { store, entries, corrupt: corrupt.length, readable };
}

/** Removes stores, whoever uses them: an open process keeps its own view of a removed file. */
export async function clearStores(stores: readonly StoreInfo[]): Promise<void> {
  for (const store of stores) await rm(store.path, { recursive: true, force: true });
}
