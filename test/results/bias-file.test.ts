import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { biasPath, readBias, storedBias, writeBias } from '../../src/results/bias-file.js';
import { findBias } from '../../src/results/find-bias.js';
import type { BiasReport } from '../../src/types/generated/bias.js';
import { temporaryFolder } from './support.js';

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

function report(task: string, split: string): BiasReport {
  return {
    format: 1,
    task,
    split,
    model: { name: 'org/model', revision: 'r1' },
    dataset_revision: 'x',
    documents: { 'tur-Latn': 2, 'fin-Latn': 2 },
    macro: {
      query_languages: 1,
      rank_distance: null,
      rank_distance_normalised: null,
      lareqa_map: 0.5,
      lareqa_map_pooled: 0.25,
    },
    rows: [
      {
        subset: 'tr',
        query_language: 'tur-Latn',
        queries: 2,
        candidates: 4,
        lareqa_map: 0.5,
        rank_distance: { value: 1.5, normalised: 0.5, queries: 2, left_out: 0 },
        share: { k: 2, by_language: { 'tur-Latn': 1 } },
        single_answer_map: { 'tur-Latn': { value: 0.5, queries: 2 } },
        peer: { k: 2, value: null, reason: 'one document' },
      },
    ],
    mrc: { k: 2, value: null, comparisons: 0, left_out: 0, pairs: {}, reason: 'one language' },
  };
}

async function writeOld(name: string, content: object): Promise<string> {
  await mkdir(join(folder, 'bias'), { recursive: true });
  const path = join(folder, 'bias', name);
  await writeFile(path, JSON.stringify(content));
  return path;
}

describe('the report of language bias', () => {
  it('is read as it was written, each split from a file of its own', async () => {
    const [one, two] = [report('T.a', 'b'), report('T', 'a.b')];
    const paths = [await writeBias(folder, one), await writeBias(folder, two)];
    expect(new Set(paths).size).toBe(2);
    expect(paths[0]).toBe(biasPath(folder, 'T.a', 'b'));
    expect(await storedBias(folder, 'T.a', 'b')).toEqual(one);
    expect(await storedBias(folder, 'T', 'a.b')).toEqual(two);
    expect(await storedBias(folder, 'T', 'a')).toBeUndefined();
  });

  it('of an earlier release is found by its old name, and replaced by the next one', async () => {
    const old = await writeOld('T.test.json', report('T', 'test'));
    expect(await storedBias(folder, 'T', 'test')).toEqual(report('T', 'test'));
    await writeBias(folder, report('T', 'test'));
    expect(existsSync(old)).toBe(false);
    expect(await storedBias(folder, 'T', 'test')).toEqual(report('T', 'test'));
  });

  it('under an old name that is another split’s stays, and counts as none', async () => {
    const old = await writeOld('T.a.b.json', report('T', 'a.b'));
    expect(await storedBias(folder, 'T.a', 'b')).toBeUndefined();
    await writeBias(folder, report('T.a', 'b'));
    expect(existsSync(old)).toBe(true);
  });

  it('of another split under this name is refused', async () => {
    const path = await writeBias(folder, report('T', 'test'));
    for (const other of [report('T', 'dev'), report('U', 'test')]) {
      await writeFile(path, JSON.stringify(other));
      await expect(storedBias(folder, 'T', 'test')).rejects.toMatchObject({
        code: 'GB_RESULT_INVALID',
      });
    }
  });

  it('that does not match its schema is neither written nor read', async () => {
    const broken = { ...report('T', 'test'), rows: [] };
    await expect(writeBias(folder, broken)).rejects.toMatchObject({ code: 'GB_RESULT_INVALID' });
    expect(existsSync(biasPath(folder, 'T', 'test'))).toBe(false);
    const path = await writeOld('T.test.json', broken);
    await expect(readBias(path)).rejects.toMatchObject({ code: 'GB_RESULT_INVALID' });
  });

  it('is found by file, revision, model and results folder, and no deeper', async () => {
    const revision = join(folder, 'results', 'org__model', 'r1');
    const paths = [
      await writeBias(revision, report('T', 'test')),
      await writeBias(revision, report('T', 'dev')),
    ].sort();
    await writeFile(join(revision, 'bias', 'notes.txt'), '');
    await mkdir(join(revision, 'bias', 'folder.json'));
    expect(await findBias(paths[0] ?? '')).toEqual(paths.slice(0, 1));
    for (const place of [revision, join(revision, '..'), join(folder, 'results')])
      expect(await findBias(place)).toEqual(paths);
    for (const place of [folder, join(folder, 'nowhere')])
      await expect(findBias(place)).rejects.toMatchObject({ code: 'GB_NOT_FOUND' });
  });
});
