import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { ensureFolder } from '../base/atomic-file.js';
import type { ModelId } from '../types/encoder.js';
import {
  databaseStats,
  isDamage,
  isDiskFull,
  openDatabase,
  openReadOnly,
  writeTransaction,
  type VectorDatabase,
} from './database.js';
import { entryBytes, packEntry, unpackEntry } from './entry.js';
import { describeStore, DATABASE_FILE, markUsed, storeName } from './store-folder.js';

/** `full` and `failing`: nothing more is written, what is there is used. `damaged`: neither. */
export type StoreState = 'ok' | 'full' | 'failing' | 'damaged';

/** What became of a store. */
export interface StoreReport {
  readonly state: StoreState;
  /** What the disk said, where it fails. */
  readonly reason: string | undefined;
  /** A damaged file was removed and begun anew. */
  readonly replaced: boolean;
}

/** Vectors of one transaction: the process waits while it is written. */
const ROWS_AT_ONCE = 2048;
const MIB = 1 << 20;

/**
 * Vectors of one model on disk, by content: the key is SHA-256 of prompt and text, the folder is
 * the model's fingerprint (weights, tokenizer, pooling, precision). A text is encoded once, however
 * many subsets, tasks, settings and runs use it. LMDB commits atomically: a killed run loses at
 * most the last batch. The store only saves time: none of its faults ends a run.
 */
export class EmbeddingStore {
  #state: StoreState = 'ok';
  #reason: string | undefined;

  private constructor(
    /** Undefined where it cannot be opened at all. */
    private readonly database: VectorDatabase | undefined,
    private readonly file: string,
    private readonly dims: number,
    private readonly limit: number,
    private readonly replaced: boolean,
  ) {}

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
    const file = join(path, DATABASE_FILE);
    try {
      await ensureFolder(path);
      await markUsed(path);
      if (model !== undefined) await describeStore(path, { ...model, fingerprint, dims });
      const { database, removed } = await openDatabase(file, { ifDamaged: 'remove' });
      return new EmbeddingStore(database, file, dims, limit, removed);
    } catch (error) {
      // A folder that cannot be written may still hold vectors.
      const database = await openReadOnly(file).catch(() => undefined);
      const store = new EmbeddingStore(database, file, dims, limit, false);
      await store.#failed(error, 0);
      return store;
    }
  }

  static key(prompt: string, text: string): Buffer {
    return createHash('sha256').update(prompt).update('\u0000').update(text).digest();
  }

  get state(): StoreState {
    return this.#state;
  }

  get report(): StoreReport {
    return { state: this.#state, reason: this.#reason, replaced: this.replaced };
  }

  get entries(): number {
    return this.database === undefined ? 0 : databaseStats(this.database).entryCount;
  }

  /**
   * Copies a stored vector into `target` at `offset`; false when it is absent or its checksum fails
   * (it is then made anew).
   */
  read(key: Buffer, target: Float32Array, offset: number): boolean {
    if (this.#state === 'damaged' || this.database === undefined) return false;
    try {
      const value = this.database.get(key);
      const vector = value === undefined ? undefined : unpackEntry(value);
      if (vector?.length !== this.dims) return false;
      target.set(vector, offset);
      return true;
    } catch {
      this.#state = 'damaged';
      return false;
    }
  }

  /**
   * Stores rows of `vectors` (`[keys, dims]`); does nothing when the store is full or its disk
   * fails.
   */
  async write(keys: readonly Buffer[], vectors: Float32Array): Promise<void> {
    for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
      if (this.#state !== 'ok') return;
      await this.#writeRows(keys.slice(start, start + ROWS_AT_ONCE), vectors, start);
      await turn();
    }
  }

  async #writeRows(keys: readonly Buffer[], vectors: Float32Array, start: number): Promise<void> {
    const { database } = this;
    if (database === undefined) return;
    const bytes = entryBytes(this.dims);
    try {
      writeTransaction(database, this.file, { count: keys.length, bytes }, () => {
        keys.forEach((key, row) =>
          database.putSync(key, packEntry(vectors, start + row, this.dims)),
        );
      });
      if (this.limit !== Infinity && (await stat(this.file)).blocks * 512 >= this.limit)
        this.#state = 'full';
    } catch (error) {
      await this.#failed(error, keys.length * bytes);
    }
  }

  /** LMDB says "input/output error" of a full disk too. @param bytes that were to be written */
  async #failed(error: unknown, bytes: number): Promise<void> {
    this.#reason = error instanceof Error ? error.message : String(error);
    if (isDamage(error)) this.#state = 'damaged';
    else
      this.#state = (await isDiskFull(this.file, 2 * bytes + MIB).catch(() => false))
        ? 'full'
        : 'failing';
  }

  /** Whatever a disk says now was said before, or changes nothing. */
  async close(): Promise<void> {
    await this.database?.close().catch(() => undefined);
  }
}
