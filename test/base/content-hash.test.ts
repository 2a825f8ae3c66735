import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256, sha256OfFile } from '../../src/base/content-hash.js';

describe('the hash of a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'glottobench-hash-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const LONG_AGO = new Date('2020-01-01');

  it('is that of its bytes', async () => {
    const file = join(folder, 'long');
    const bytes = Buffer.alloc(3 * 2 ** 20 + 7, 'abc');
    writeFileSync(file, bytes);
    expect(await sha256OfFile(file)).toBe(sha256(bytes));
  });

  it.each([
    ['now', undefined],
    ['with its old time put back', LONG_AGO],
  ])('is found anew when the file is overwritten %s, at the same size', async (_how, time) => {
    const file = join(folder, 'weights');
    for (const content of ['one', 'two', 'six', 'one']) {
      writeFileSync(file, content);
      if (time !== undefined) utimesSync(file, time, time);
      expect(await sha256OfFile(file)).toBe(sha256(content));
      expect(await sha256OfFile(file)).toBe(sha256(content));
    }
  });

  it('is remembered for a file that has settled, until it changes', async () => {
    const file = join(folder, 'settled');
    writeFileSync(file, 'one');
    await sleep(2100);
    expect([await sha256OfFile(file), await sha256OfFile(file)]).toEqual([
      sha256('one'),
      sha256('one'),
    ]);
    writeFileSync(file, 'two');
    utimesSync(file, LONG_AGO, LONG_AGO);
    expect(await sha256OfFile(file)).toBe(sha256('two'));
  });

  it('of one that is not there is an error each time', async () => {
    await expect(sha256OfFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(sha256OfFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
