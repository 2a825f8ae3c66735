import { createHash } from 'node:crypto';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import { embeddingRoot, storeName } from '../../src/store/store-folder.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();
const DIMS = 64;
const ENTRIES = 3000;

async function fill(name: string): Promise<string> {
  const store = await EmbeddingStore.open(embeddingRoot(), name, DIMS, Infinity, {
    name,
    revision: 'r1',
  });
  const keys = Array.from({ length: ENTRIES }, (_, i) => EmbeddingStore.key('', String(i)));
  await store.write(keys, new Float32Array(ENTRIES * DIMS).fill(1));
  expect(store.state).toBe('ok');
  await store.close();
  return join(embeddingRoot(), storeName(name), 'vectors.lmdb');
}

/**
 * Name, length and content of everything in the cache; LMDB's lock file, which holds no data,
 * apart.
 */
function contents(): Record<string, string> {
  const root = embeddingRoot();
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile() && !name.endsWith('-lock'))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(root, name)))
          .digest('hex'),
      ]),
  );
}

function zeroPages(file: string): void {
  const descriptor = openSync(file, 'r+');
  for (let page = 10; page * 4096 < statSync(file).size - 8192; page += 5)
    writeSync(descriptor, Buffer.alloc(4096), 0, 4096, page * 4096);
  closeSync(descriptor);
}

describe.each<[string, (file: string) => void, number]>([
  ['cut by two pages', (file) => truncateSync(file, statSync(file).size - 8192), 4],
  ['cut to one page', (file) => truncateSync(file, 4096), 4],
  ['empty', (file) => truncateSync(file, 0), 4],
  ['something else', (file) => writeFileSync(file, 'x'.repeat(100_000)), 4],
  // its header is right: only who reads it all sees it
  ['spoilt inside', zeroPages, 0],
])('a store whose file is %s', (what, spoil, info) => {
  it('is reported by the commands that read, and changed by none of them', async () => {
    const name = `org/${what.replaceAll(' ', '-')}`;
    spoil(await fill(name));
    const before = contents();
    expect((await runCommand(['cache', 'info'])).status).toBe(info);
    const listed = await runCommand(['cache', 'info', '--json']);
    expect(listed.status).toBe(info);
    if (info === 4) expect(listed.out).toContain('"vectors": null');
    const verified = await runCommand(['cache', 'verify', '-m', name]);
    expect([verified.status, verified.err]).toEqual([4, expect.stringContaining('--repair')]);
    expect((await runCommand(['cache', 'verify', '--json'])).status).toBe(4);
    expect((await runCommand(['cache', 'clear', '--dry-run'])).status).toBe(0);
    expect(contents()).toEqual(before);

    expect((await runCommand(['cache', 'verify', '--repair'])).status).toBe(0);
    expect((await runCommand(['cache', 'verify'])).status).toBe(0);
    await fill(name);
    expect((await runCommand(['cache', 'info'])).out).toMatch(/ 3,000 /);
    expect((await runCommand(['cache', 'clear'])).status).toBe(0);
  });
});
