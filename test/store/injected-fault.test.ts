import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import * as database from '../../src/store/database.js';

const fault: { error: Error | undefined } = { error: undefined };
jest.unstable_mockModule('../../src/store/database.js', () => ({
  ...database,
  writeTransaction: (...given: Parameters<typeof database.writeTransaction>) => {
    if (fault.error !== undefined) throw fault.error;
    database.writeTransaction(...given);
  },
}));
const { EmbeddingStore } = await import('../../src/store/embedding-store.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-store-'));
  fault.error = undefined;
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (text: string): Buffer => EmbeddingStore.key('', text);
const native = (message: string, code: number): Error =>
  Object.assign(new Error(message), { code });

describe('a commit that fails', () => {
  it.each<[string, Error, string, boolean]>([
    ['of the disk', native('Input/output error', 5), 'failing', true],
    ['of a disk that became read-only', native('Read-only file system', 30), 'failing', true],
    [
      'of a file that is damaged',
      native('MDB_CORRUPTED: Located page was wrong type', -30796),
      'damaged',
      false,
    ],
  ])('%s ends the writing, never the file', async (_what, error, state, readable) => {
    const store = await EmbeddingStore.open(folder, 'm', 2);
    await store.write([key('kept')], Float32Array.of(1, 2));
    fault.error = error;
    await store.write([key('lost')], Float32Array.of(3, 4));
    expect(store.report).toEqual({ state, reason: error.message, replaced: false });
    fault.error = undefined;
    // it stays so: a disk that fails now and then would be asked again for each slice
    await store.write([key('later')], Float32Array.of(5, 6));
    const vector = new Float32Array(2);
    expect(store.read(key('kept'), vector, 0)).toBe(readable);
    await store.close();
    const next = await EmbeddingStore.open(folder, 'm', 2);
    expect([next.entries, next.read(key('kept'), vector, 0), [...vector]]).toEqual([
      1,
      true,
      [1, 2],
    ]);
    await next.close();
  });
});
