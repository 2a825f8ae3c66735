import { describe, expect, it } from '@jest/globals';
import { open } from 'lmdb';
import { join } from 'node:path';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import { embeddingRoot, storeName } from '../../src/store/store-folder.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

useTemporaryCache();

async function fill(name: string): Promise<void> {
  const store = await EmbeddingStore.open(embeddingRoot(), name, 2, Infinity, {
    name,
    revision: 'r1',
  });
  await store.write(
    [EmbeddingStore.key('', 'x'), EmbeddingStore.key('', 'y')],
    Float32Array.of(1, 2, 3, 4),
  );
  await store.close();
}

async function spoil(name: string): Promise<void> {
  const raw = open<Buffer, Buffer>({
    path: join(embeddingRoot(), storeName(name), 'vectors.lmdb'),
    encoding: 'binary',
    keyEncoding: 'binary',
    noSubdir: true,
  });
  await raw.put(EmbeddingStore.key('', 'x'), Buffer.from('wrong'));
  await raw.close();
}

describe('cache', () => {
  it('says that nothing is there', async () => {
    expect(await runCommand(['cache', 'info'])).toMatchObject({
      status: 0,
      out: '',
      err: expect.stringContaining('nothing is stored'),
    });
  });

  it('shows, checks, repairs and removes', async () => {
    await fill('org/one');
    await fill('org/two');
    expect((await runCommand(['cache', 'info'])).out).toMatch(/org\/one +r1 +2 +2 /);
    const info = JSON.parse((await runCommand(['cache', 'info', '--json'])).out) as {
      models: { name: string; vectors: number }[];
    };
    expect(info.models.map(({ name, vectors }) => [name, vectors]).sort()).toEqual([
      ['org/one', 2],
      ['org/two', 2],
    ]);
    expect((await runCommand(['cache', 'verify'])).status).toBe(0);

    await spoil('org/one');
    expect(await runCommand(['cache', 'verify', '--json'])).toMatchObject({
      status: 4,
      out: expect.stringMatching(/"corrupt": 1/),
    });
    expect((await runCommand(['cache', 'verify', '--repair'])).status).toBe(0);
    expect((await runCommand(['cache', 'verify', '-m', 'org/one'])).out).toMatch(
      /org\/one +1 +0 +ok/,
    );

    expect((await runCommand(['cache', 'clear', '--dry-run'])).err).toMatch(
      /would remove .*org\/one/,
    );
    expect((await runCommand(['cache', 'clear', '-m', 'org/two'])).err).toMatch(
      /^removed .*org\/two\n$/,
    );
    expect(await runCommand(['cache', 'clear', '-m', 'org/oen'])).toMatchObject({
      status: 3,
      err: expect.stringMatching(/GB_NOT_FOUND[^]*did you mean: org\/one/),
    });
    expect((await runCommand(['cache', 'clear'])).status).toBe(0);
    expect((await runCommand(['cache', 'info'])).err).toMatch(/nothing is stored/);
  });
});
