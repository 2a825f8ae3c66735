import { createHash } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { open, type RootDatabase } from 'lmdb';

/** Bytes before the vector: CRC-32 of the vector's bytes. */
const HEADER = 4;

/**
 * Vectors of one model on disk, by content: the key is SHA-256 of prompt and text, the folder is the model's fingerprint
 * (weights, tokenizer, pooling, precision). A text is encoded once, however many subsets, tasks, settings and runs use it.
 * LMDB commits atomically: a killed run loses at most the last batch.
 */
export class EmbeddingStore {
  readonly #database: RootDatabase<Buffer, Buffer>;
  readonly #dims: number;

  private constructor(database: RootDatabase<Buffer, Buffer>, dims: number) {
    this.#database = database;
    this.#dims = dims;
  }

  /** @param folder the store's root, see `embeddingRoot()` */
  static async open(folder: string, fingerprint: string, dims: number): Promise<EmbeddingStore> {
    const path = join(folder, storeName(fingerprint));
    await mkdir(path, { recursive: true });
    await markUsed(path);
    return new EmbeddingStore(open<Buffer, Buffer>({ path: join(path, 'vectors.lmdb'), encoding: 'binary', keyEncoding: 'binary', noSubdir: true }), dims);
  }

  static key(prompt: string, text: string): Buffer {
    return createHash('sha256').update(prompt).update('\u0000').update(text).digest();
  }

  /** Copies a stored vector into `target` at `offset`; false when it is absent or its checksum fails (it is then made anew). */
  read(key: Buffer, target: Float32Array, offset: number): boolean {
    const value = this.#database.get(key);
    if (value === undefined) return false;
    const bytes = vectorBytes(value);
    if (bytes.byteLength !== this.#dims * 4 || crc32(bytes) !== value.readUInt32LE(0)) return false;
    target.set(new Float32Array(bytes.buffer, bytes.byteOffset, this.#dims), offset);
    return true;
  }

  /** Stores rows of `vectors` (`[keys, dims]`) in one transaction. */
  async write(keys: readonly Buffer[], vectors: Float32Array): Promise<void> {
    await this.#database.transaction(() => {
      keys.forEach((key, row) => {
        const bytes = Buffer.from(vectors.buffer, vectors.byteOffset + row * this.#dims * 4, this.#dims * 4);
        const value = Buffer.allocUnsafe(HEADER + bytes.length);
        value.writeUInt32LE(crc32(bytes), 0);
        bytes.copy(value, HEADER);
        void this.#database.put(key, value);
      });
    });
  }

  /** Entries in all, and the keys of those whose checksum fails. */
  verify(): { entries: number; corrupt: Buffer[] } {
    const corrupt: Buffer[] = [];
    let entries = 0;
    for (const { key, value } of this.#database.getRange({})) {
      entries++;
      if (value.length < HEADER || crc32(vectorBytes(value)) !== value.readUInt32LE(0)) corrupt.push(Buffer.from(key));
    }
    return { entries, corrupt };
  }

  async remove(keys: readonly Buffer[]): Promise<void> {
    await this.#database.transaction(() => {
      for (const key of keys) void this.#database.remove(key);
    });
  }

  get entries(): number {
    return (this.#database.getStats() as { entryCount: number }).entryCount;
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** The vector's bytes, copied to an aligned place (LMDB hands out views at any offset). */
function vectorBytes(value: Buffer): Uint8Array {
  return new Uint8Array(value.subarray(HEADER));
}

/** Folder name of a model's store. */
export function storeName(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('hex').slice(0, 24);
}

/** The time of last use decides which model's vectors go first when the limit is reached. */
async function markUsed(path: string): Promise<void> {
  const file = join(path, 'used');
  await writeFile(file, '', { flag: 'a' });
  const now = new Date();
  await utimes(file, now, now);
}
