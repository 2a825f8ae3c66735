import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from '../base/atomic-file.js';
import type { ModelId } from '../types/encoder.js';
import {
  databaseStats,
  fillUp,
  openDatabase,
  removeDatabase,
  type VectorDatabase,
} from './database.js';
import { packEntry, unpackEntry } from './entry.js';
import { describeStore, DATABASE_FILE, markUsed, storeName } from './store-folder.js';

/** `full`: nothing more is written, what is there is used. `damaged`: neither; the file is removed when the store is closed. */
export type StoreState = 'ok' | 'full' | 'damaged';

/**
 * Vectors of one model on disk, by content: the key is SHA-256 of prompt and text, the folder is the model's fingerprint
 * (weights, tokenizer, pooling, precision). A text is encoded once, however many subsets, tasks, settings and runs use it.
 * LMDB commits atomically: a killed run loses at most the last batch. The store only saves time: none of its faults ends a run.
 */
export class EmbeddingStore {
  readonly #database: VectorDatabase;
  readonly #file: string;
  readonly #dims: number;
  readonly #limit: number;
  #state: StoreState = 'ok';

  private constructor(file: string, dims: number, limit: number) {
    this.#database = openDatabase(file);
    this.#file = file;
    this.#dims = dims;
    this.#limit = limit;
  }

  /**
   * @param folder the store's root, see `embeddingRoot()`
   * @param limit bytes after which nothing more is written
   * @param model for people who look at the cache
   */
  static async open(
    folder: string,
    fingerprint: string,
    dims: number,
    limit = Infinity,
    model?: ModelId,
  ): Promise<EmbeddingStore> {
    const path = join(folder, storeName(fingerprint));
    await ensureFolder(path);
    await markUsed(path);
    if (model !== undefined) await describeStore(path, { ...model, fingerprint, dims });
    return new EmbeddingStore(join(path, DATABASE_FILE), dims, limit);
  }

  static key(prompt: string, text: string): Buffer {
    return createHash('sha256').update(prompt).update('\u0000').update(text).digest();
  }

  get state(): StoreState {
    return this.#state;
  }

  get entries(): number {
    return databaseStats(this.#database).entryCount;
  }

  /** Copies a stored vector into `target` at `offset`; false when it is absent or its checksum fails (it is then made anew). */
  read(key: Buffer, target: Float32Array, offset: number): boolean {
    if (this.#state === 'damaged') return false;
    try {
      const value = this.#database.get(key);
      const vector = value === undefined ? undefined : unpackEntry(value);
      if (vector === undefined || vector.length !== this.#dims) return false;
      target.set(vector, offset);
      return true;
    } catch {
      this.#state = 'damaged';
      return false;
    }
  }

  /** Stores rows of `vectors` (`[keys, dims]`) in one transaction; does nothing when the store is full. */
  async write(keys: readonly Buffer[], vectors: Float32Array): Promise<void> {
    if (this.#state !== 'ok') return;
    try {
      await this.#database.transaction(() => {
        keys.forEach(
          (key, row) => void this.#database.put(key, packEntry(vectors, row, this.#dims)),
        );
      });
      fillUp(this.#database, this.#file);
      if (this.#limit !== Infinity && (await stat(this.#file)).blocks * 512 >= this.#limit)
        this.#state = 'full';
    } catch (error) {
      this.#state = /no space|ENOSPC|quota/i.test(String(error)) ? 'full' : 'damaged';
    }
  }

  async close(): Promise<void> {
    await this.#database.close();
    if (this.#state === 'damaged') removeDatabase(this.#file);
  }
}
