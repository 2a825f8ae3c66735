import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { findingsDocument } from '../../../studies/published-record/document.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-findings-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function findings(...words: string[]): { status: number | null; err: string } {
  const entry = packagePath('studies', 'published-record', 'main.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', entry, ...words], {
    cwd: packagePath(),
    encoding: 'utf8',
  });
  return { status, err: stderr };
}

describe('findings', () => {
  it('docs/findings.md is what these data give, byte for byte', async () => {
    expect(await findingsDocument()).toBe(
      await readFile(packagePath('docs', 'findings.md'), 'utf8'),
    );
  }, 180_000);

  it('is written by one command, which says when the document is another', async () => {
    const path = join(folder, 'findings.md');
    expect(findings('--out', path).status).toBe(0);
    expect(findings('--out', path, '--check').status).toBe(0);
    expect(findings('--check').status).toBe(0);
    await writeFile(path, 'changed');
    const { status, err } = findings('--out', path, '--check');
    expect(status).toBe(5);
    expect(err).toContain('`npm run findings` writes it');
    expect(await readFile(path, 'utf8')).toBe('changed');
  }, 180_000);

  it('needs the tables', () => {
    const { status, err } = findings('--published', folder);
    expect(status).toBe(1);
    expect(err).toContain('hybrid-batch.csv');
  });

  it("says where hybrid batches do not win, as the paper's own tables have it", async () => {
    const text = await readFile(packagePath('docs', 'findings.md'), 'utf8');
    const section = text.slice(
      text.indexOf('### Where hybrid does not win'),
      text.indexOf('### Does the backbone'),
    );
    expect(section).toContain(
      'XLM-R, XQuAD-R, multilingual, map: cross-lingual .5934, hybrid .5927',
    );
    expect(section).toContain(
      'LaBSE, MIRACL-dev, monolingual, ndcg_at_10: monolingual .4551, hybrid .4411',
    );
    expect(section).toContain(
      'XLM-R, MIRACL-dev, monolingual, ndcg_at_10: monolingual .4148, hybrid .4054',
    );
    expect(section).toContain('(3 of 14)');
    expect(text).toContain('mBERT 0, XLM-R 468, LaBSE 468, mT5 0');
  });
});
