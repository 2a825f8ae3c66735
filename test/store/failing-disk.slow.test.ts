import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cachingEncoder } from '../../src/store/caching-encoder.js';
import { EmbeddingStore } from '../../src/store/embedding-store.js';
import type { Encoder } from '../../src/types/encoder.js';
import { canMount, whileReadOnly, withDisk } from '../support/mounts.js';
import { runCommand } from '../support/run-command.js';
import { variant } from '../support/checkpoint-copy.js';

if (!canMount)
  process.stderr.write(
    'tests of full and read-only disks are skipped: mount is not allowed here\n',
  );
const onDisks = canMount ? describe : describe.skip;

let folder: string;
let encoded: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-store-'));
  encoded = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const DIMS = 64;
const texts = Array.from({ length: 3000 }, (_, i) => `text ${i}`);

function plainEncoder(): Encoder {
  return {
    id: { name: 'test/plain', revision: '1' },
    dims: DIMS,
    maxTokens: null,
    similarity: 'dot',
    fingerprint: 'plain-1',
    promptFor: () => '',
    encode: (some) => {
      encoded += some.length;
      return Promise.resolve(
        Float32Array.from(some.flatMap((text) => Array<number>(DIMS).fill(Number(text.slice(5))))),
      );
    },
    close: () => Promise.resolve(),
  };
}

/** Encodes all texts through a store below `root`. */
async function encodeAll(root: string): Promise<{ right: boolean; report: unknown }> {
  const store = await EmbeddingStore.open(root, 'plain-1', DIMS);
  const encoder = cachingEncoder(plainEncoder(), store);
  const vectors = await encoder.encode(texts, { role: 'document' });
  const { report } = store;
  await encoder.close();
  return { right: texts.every((_, i) => vectors[i * DIMS] === i), report };
}

describe('a store that cannot be opened', () => {
  it.each([
    ['its folder is a file', (root: string) => root],
    ['the name of its root leads through a file', (root: string) => join(root, 'below')],
  ])('gives every vector and says why it keeps none: %s', async (_what, spoil) => {
    const root = join(folder, 'root');
    writeFileSync(root, 'x');
    const below = spoil(root);
    expect(await encodeAll(below)).toEqual({
      right: true,
      report: { state: 'failing', reason: expect.stringContaining('written'), replaced: false },
    });
    expect(encoded).toBe(texts.length);
  });
});

onDisks('a store on a disk', () => {
  // the smallest has no room for the lock file, which LMDB maps; the largest fills up between two
  // commits
  it.each([8, 64, 400, 1200, 2000])('of %i kB stops to keep vectors, and says so', async (size) => {
    await withDisk(size, async (disk) => {
      expect(await encodeAll(disk)).toMatchObject({ right: true, report: { state: 'full' } });
      // what was kept before is still right
      expect(await encodeAll(disk)).toMatchObject({ right: true, report: { state: 'full' } });
    });
  });

  it('that is read-only gives what it holds, and says so', async () => {
    await encodeAll(folder);
    encoded = 0;
    await whileReadOnly(folder, async () => {
      expect(await encodeAll(folder)).toMatchObject({ right: true, report: { state: 'failing' } });
    });
    expect(encoded).toBe(0);
    const empty = join(folder, 'empty');
    await whileReadOnly(folder, async () => {
      expect(await encodeAll(empty)).toMatchObject({
        right: true,
        report: { state: 'failing', reason: expect.stringMatching(/read-only/i) },
      });
    });
  });

  it.each<[string, (use: (cache: string) => Promise<string[]>) => Promise<string[]>, RegExp]>([
    ['full', (use) => withDisk(64, use), /is full, or its disk is/],
    ['too small for the store', (use) => withDisk(8, use), /is full, or its disk is/],
    [
      'read-only',
      (use) => {
        const cache = join(folder, 'cache');
        mkdirSync(cache);
        return whileReadOnly(cache, () => use(cache));
      },
      /cannot be written .*read-only/,
    ],
  ])('that is %s does not end a run, which warns once', async (_what, onDisk, says) => {
    const warnings = await onDisk(async (cache) => {
      process.env['GLOTTOBENCH_CACHE'] = cache;
      try {
        const out = join(folder, 'out');
        const { status, out: lines } = await runCommand(
          `run -m ${variant('bare')} -t UDHRRetrieval --subsets eng-eng,tur-tur -o ${out} --offline --json`.split(
            ' ',
          ),
        );
        expect(status).toBe(0);
        return lines.split('\n').filter((line) => line.includes('the embedding store'));
      } finally {
        delete process.env['GLOTTOBENCH_CACHE'];
      }
    });
    expect(warnings).toEqual([expect.stringMatching(/"type":"warning"/)]);
    expect(warnings[0]).toMatch(says);
  });
});
