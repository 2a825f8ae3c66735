import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import { findStores, verifyStore } from '../../src/store/maintain.js';
import { lookAt } from '../../src/store/meta-pages.js';
import { storeName } from '../../src/store/store-folder.js';

const compiled = fileURLToPath(new URL('../../dist/store/embedding-store.js', import.meta.url));
const built = existsSync(compiled);
if (!built) process.stderr.write('tests of two processes are skipped: dist/ is not built\n');

const BATCHES = 40;
const ROWS = 300;
const DIMS = 48;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/**
 * A process that writes and overwrites its own vectors and says at the end how many it could read
 * again.
 */
function writer(name: string): Promise<{ code: number | null; said: string }> {
  const script = `
    import { EmbeddingStore } from ${JSON.stringify(pathToFileURL(compiled).href)};
    const store = await EmbeddingStore.open(${JSON.stringify(folder)}, 'm', ${DIMS});
    const keys = (batch) => Array.from({ length: ${ROWS} }, (_, i) => EmbeddingStore.key('${name}', batch + ' ' + i));
    for (let round = 0; round < 2; round++)
      for (let batch = 0; batch < ${BATCHES}; batch++)
        await store.write(keys(batch), new Float32Array(${ROWS * DIMS}).fill(batch + 1));
    let found = 0;
    const vector = new Float32Array(${DIMS});
    for (let batch = 0; batch < ${BATCHES}; batch++)
      for (const key of keys(batch)) if (store.read(key, vector, 0) && vector[0] === batch + 1) found++;
    console.log(JSON.stringify([store.state, found]));
    await store.close();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => void (said += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
}

/** Looks at the file until both are done. @returns how often it looked damaged */
async function watch(file: string, ...writers: ReturnType<typeof writer>[]): Promise<number> {
  const writing = { over: false };
  let damaged = 0;
  const all = Promise.all(writers).finally(() => (writing.over = true));
  while (!writing.over) {
    for (let look = 0; look < 50; look++) if (lookAt(file) === 'damaged') damaged++;
    await sleep(1);
  }
  await all;
  return damaged;
}

(built ? describe : describe.skip)('two processes on one store', () => {
  it('keep all vectors of both, and the file is never short while they write', async () => {
    // made before: a file that is being made is damaged for an instant
    await (await EmbeddingStore.open(folder, 'm', DIMS)).close();
    const file = join(folder, storeName('m'), 'vectors.lmdb');
    const both = [writer('a'), writer('b')];
    expect(await watch(file, ...both)).toBe(0);
    const all = `["ok",${BATCHES * ROWS}]\n`;
    expect(await Promise.all(both)).toEqual([
      { code: 0, said: all },
      { code: 0, said: all },
    ]);
    const [store] = await findStores([], folder);
    expect(store && (await verifyStore(store))).toMatchObject({
      entries: 2 * BATCHES * ROWS,
      corrupt: 0,
      readable: true,
    });
  });

  it('that find it damaged begin it anew once, together', async () => {
    await (await EmbeddingStore.open(folder, 'm', DIMS)).close();
    writeFileSync(join(folder, storeName('m'), 'vectors.lmdb'), 'x'.repeat(50_000));
    const all = `["ok",${BATCHES * ROWS}]\n`;
    expect(await Promise.all([writer('a'), writer('b'), writer('c')])).toEqual(
      Array(3).fill({ code: 0, said: all }),
    );
    const [store] = await findStores([], folder);
    expect(store && (await verifyStore(store))).toMatchObject({
      entries: 3 * BATCHES * ROWS,
      corrupt: 0,
    });
  });
});
