import { mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { cachingEncoder } from '../../src/store/caching-encoder.js';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import { findStores, repairStore, verifyStore } from '../../src/store/maintain.js';
import { listStores, storeName } from '../../src/store/store-folder.js';
import { enforceStoreLimit } from '../../src/store/store-limit.js';
import type { Encoder } from '../../src/types/encoder.js';

let folder: string;
let encoded: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-store-'));
  encoded = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function lengthEncoder(): Encoder {
  return {
    id: { name: 'test/length', revision: '1' },
    dims: 2,
    maxTokens: null,
    similarity: 'dot',
    fingerprint: 'length-1',
    promptFor: ({ role }) => (role === 'query' ? 'q: ' : ''),
    encode: (texts, { role }) => {
      encoded.push(...texts.map((text) => `${role}:${text}`));
      return Promise.resolve(
        Float32Array.from(texts.flatMap((text) => [text.length + 0.5, role === 'query' ? 1 : 0])),
      );
    },
    close: () => Promise.resolve(),
  };
}

async function openCached(): Promise<Encoder> {
  return cachingEncoder(lengthEncoder(), await EmbeddingStore.open(folder, 'length-1', 2));
}

describe('caching encoder', () => {
  it('encodes a text once, across calls and openings, and keeps the order of the caller', async () => {
    const first = await openCached();
    expect([...(await first.encode(['aa', 'b', 'aa', ''], { role: 'document' }))]).toEqual([
      2.5, 0, 1.5, 0, 2.5, 0, 0.5, 0,
    ]);
    await first.close();
    const second = await openCached();
    expect([...(await second.encode(['b', 'ccc', 'aa'], { role: 'document' }))]).toEqual([
      1.5, 0, 3.5, 0, 2.5, 0,
    ]);
    await second.close();
    expect(encoded.sort()).toEqual(['document:', 'document:aa', 'document:b', 'document:ccc']);
  });

  it('keeps vectors of different prompts apart', async () => {
    const encoder = await openCached();
    await encoder.encode(['x'], { role: 'document' });
    expect([...(await encoder.encode(['x'], { role: 'query' }))]).toEqual([1.5, 1]);
    await encoder.close();
  });

  it('finds a corrupted entry and makes it again', async () => {
    const before = await openCached();
    await before.encode(['aa', 'b'], { role: 'document' });
    await before.close();
    await flipBit(folder, 'aa');
    expect(await checked(false)).toMatchObject({ entries: 2, corrupt: 1, readable: true });
    const after = await openCached();
    expect([...(await after.encode(['aa'], { role: 'document' }))]).toEqual([2.5, 0]);
    await after.close();
    expect(await checked(false)).toMatchObject({ entries: 2, corrupt: 0 });
    expect(encoded.filter((text) => text === 'document:aa')).toHaveLength(2);
  });

  it('removes corrupted entries when asked to repair', async () => {
    const before = await openCached();
    await before.encode(['aa', 'b'], { role: 'document' });
    await before.close();
    await flipBit(folder, 'aa');
    expect(await checked(true)).toMatchObject({ entries: 2, corrupt: 1 });
    expect(await checked(false)).toMatchObject({ entries: 1, corrupt: 0 });
  });

  it.each([
    ['cut', (file: string) => truncate(file, 5 * 4096)],
    ['overwritten', (file: string) => writeFile(file, 'x'.repeat(100_000))],
  ])('works on when the file is %s, and makes it anew', async (_what, damage) => {
    const texts = Array.from({ length: 3000 }, (_, i) => `text ${i}`);
    const before = await openCached();
    const right = await before.encode(texts, { role: 'document' });
    await before.close();
    await damage(join(folder, storeName('length-1'), 'vectors.lmdb'));
    const during = await openCached();
    expect(await during.encode(texts, { role: 'document' })).toEqual(right);
    await during.close();
    const after = await openCached();
    expect(await after.encode(texts, { role: 'document' })).toEqual(right);
    await after.close();
    expect(await checked(false)).toMatchObject({ entries: 3000, corrupt: 0, readable: true });
  });

  it('stops to keep vectors at its limit and gives them all the same', async () => {
    const store = await EmbeddingStore.open(folder, 'length-1', 2, 4096);
    const encoder = cachingEncoder(lengthEncoder(), store);
    await encoder.encode(['aa'], { role: 'document' });
    expect(store.state).toBe('full');
    expect([...(await encoder.encode(['aa', 'b'], { role: 'document' }))]).toEqual([
      2.5, 0, 1.5, 0,
    ]);
    expect(store.entries).toBe(1);
    await encoder.close();
  });
});

async function checked(repair: boolean): Promise<unknown> {
  const [store] = await findStores([], folder);
  return store === undefined ? undefined : (repair ? repairStore : verifyStore)(store);
}

async function flipBit(root: string, text: string): Promise<void> {
  const raw = open<Buffer, Buffer>({
    path: join(root, storeName('length-1'), 'vectors.lmdb'),
    encoding: 'binary',
    keyEncoding: 'binary',
    noSubdir: true,
  });
  const key = EmbeddingStore.key('', text);
  const value = Buffer.from(raw.get(key) ?? []);
  value.writeUInt8(value.readUInt8(6) ^ 1, 6);
  await raw.put(key, value);
  await raw.close();
}

describe('store limit', () => {
  it('removes the least recently used model first and leaves recent ones', async () => {
    for (const name of ['old', 'older', 'recent']) {
      const store = await EmbeddingStore.open(folder, name, 2);
      await store.write([EmbeddingStore.key('', 'x')], new Float32Array(2));
      await store.close();
    }
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    await utimes(join(folder, storeName('old'), 'used'), days(2), days(2));
    await utimes(join(folder, storeName('older'), 'used'), days(3), days(3));
    const total = (await listStores(folder)).reduce((sum, store) => sum + store.bytes, 0);
    const removed = await enforceStoreLimit(total - 1, folder);
    expect(removed.map((store) => store.path)).toEqual([join(folder, storeName('older'))]);
    expect((await enforceStoreLimit(0, folder)).map((store) => store.path)).toEqual([
      join(folder, storeName('old')),
    ]);
    expect(await listStores(folder)).toHaveLength(1);
  });
});
