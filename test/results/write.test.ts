import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';
import { packagePath } from '../../src/base/folders.js';
import { pythonRound } from '../../src/base/python.js';
import { dumpPythonJson } from '../../src/results/python-dump.js';
import { readTaskResult } from '../../src/results/read/task-result.js';
import { readExisting } from '../../src/results/write/existing.js';
import { removeLeftovers } from '../../src/results/write/leftovers.js';
import { writeTaskResult } from '../../src/results/write/task-result.js';
import { definition, temporaryFolder } from './support.js';

const SUBSETS = { de: ['deu-Latn'], fr: ['fra-Latn'], quy: ['quy-Latn'], th: ['tha-Thai'] };
const task = definition('Many', SUBSETS, ['dev', 'test']);
const added = (subset: string, ndcg: number, split = 'test') => ({
  task,
  split,
  subset,
  languages: ['deu-Latn'],
  scores: { ndcg_at_10: ndcg, nauc_ndcg_at_10_max: NaN },
  seconds: 1,
});

describe('writing one subset', () => {
  it('keeps the last scores of every subset, whatever the order and however many at once', async () => {
    const writes = fc.array(
      fc.record({
        split: fc.constantFrom('dev', 'test'),
        subset: fc.constantFrom(...Object.keys(SUBSETS)),
        ndcg: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(writes, async (list) => {
        const folder = await temporaryFolder();
        // All at once: reading, merging and writing must not interleave.
        await Promise.all(
          list.map(({ split, subset, ndcg }) =>
            writeTaskResult(folder, added(subset, ndcg, split)),
          ),
        );
        const { mainScores } = await readExisting(folder, task);
        const last = new Map(
          list.map(({ split, subset, ndcg }) => [`${split}/${subset}`, pythonRound(ndcg, 6)]),
        );
        const found = new Map(
          [...mainScores].flatMap(([split, subsets]) =>
            [...subsets].map(([subset, score]) => [`${split}/${subset}`, score] as const),
          ),
        );
        expect(new Map([...found].sort())).toEqual(new Map([...last].sort()));
        const { result } = await readTaskResult(join(folder, 'Many.json'));
        expect(result.evaluation_time).toBe(list.length);
        expect(result.scores[list[0]?.split ?? '']?.[0]?.hf_subset).toBe(list[0]?.subset);
      }),
      { numRuns: 25 },
    );
  });

  it('refuses a main score that is NaN, or that the scores do not have, and leaves the file as it was', async () => {
    const folder = await temporaryFolder();
    await writeTaskResult(folder, added('de', 0.5));
    const before = await readFile(join(folder, 'Many.json'), 'utf8');
    await expect(writeTaskResult(folder, added('fr', NaN))).rejects.toMatchObject({
      code: 'GB_RESULT_INVALID',
      message: expect.stringContaining('subset fr: the main score ndcg_at_10 is NaN'),
    });
    await expect(
      writeTaskResult(folder, { ...added('fr', 1), scores: { map: 1 } }),
    ).rejects.toMatchObject({ message: expect.stringContaining('not among the scores') });
    await expect(writeTaskResult(folder, added('fr', 54.3))).rejects.toMatchObject({
      code: 'GB_RESULT_INVALID',
      issues: expect.arrayContaining([
        expect.objectContaining({ pointer: '/scores/test/0/main_score' }),
      ]),
    });
    expect(await readFile(join(folder, 'Many.json'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['Many.json']);
  });

  it('starts anew when the data set has another revision, and says so to a resumed run', async () => {
    const folder = await temporaryFolder();
    await writeTaskResult(folder, added('de', 0.5));
    const newer = { ...task, dataset: { path: 'local/folder', revision: 'rev-2' } };
    expect(await readExisting(folder, newer)).toEqual({
      mainScores: new Map(),
      otherRevision: 'rev-1',
    });
    await writeTaskResult(folder, { ...added('fr', 0.25), task: newer });
    expect([...((await readExisting(folder, newer)).mainScores.get('test') ?? [])]).toEqual([
      ['fr', 0.25],
    ]);
  });

  it('does not write over a broken file or one of another task', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'Many.json');
    for (const content of [
      '{"dataset_revision": "rev-1", "task_n',
      JSON.stringify({
        dataset_revision: 'r',
        task_name: 'Other',
        mteb_version: null,
        scores: { test: [{ main_score: 1, hf_subset: 'x', languages: [] }] },
        evaluation_time: 1,
      }),
    ]) {
      await writeFile(path, content);
      await expect(writeTaskResult(folder, added('de', 0.5))).rejects.toMatchObject({
        code: 'GB_RESULT_INVALID',
        place: { file: path },
      });
      await expect(readExisting(folder, task)).rejects.toMatchObject({ code: 'GB_RESULT_INVALID' });
      expect(await readFile(path, 'utf8')).toBe(content);
    }
  });

  it('counts a stored entry with a NaN main score as missing', async () => {
    const folder = await temporaryFolder();
    await writeTaskResult(folder, added('de', 0.5));
    const path = join(folder, 'Many.json');
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('"main_score": 0.5', '"main_score": NaN'),
    );
    expect((await readExisting(folder, task)).mainScores.get('test')?.size).toBe(0);
    await writeTaskResult(folder, added('fr', 0.25));
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      scores: { test: [{ hf_subset: 'fr' }] },
    });
  });
});

describe('a killed writer', () => {
  it('leaves the old or the new file, never a part, and its temporary file is no result', async () => {
    const folder = await temporaryFolder();
    const revision = join(folder, 'org__model', 'rev');
    await mkdir(revision, { recursive: true });
    const module = join(folder, 'atomic-file.js');
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    for (const name of ['atomic-file', 'errors']) {
      await writeFile(
        join(folder, `${name}.js`),
        (
          await transformFile(packagePath('src', 'base', `${name}.ts`), {
            jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
            module: { type: 'es6' },
          })
        ).code,
      );
    }
    const path = join(revision, 'Many.json');
    const program = `import { writeFileAtomic } from ${JSON.stringify(pathToFileURL(module).href)};
      for (let i = 0; ; i++) { await writeFileAtomic(${JSON.stringify(path)}, JSON.stringify({ i, filler: 'x'.repeat(3_000_000), end: i })); if (i === 0) console.log('ready'); }`;
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await wait(5 + round * 7);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const value = JSON.parse(await readFile(path, 'utf8')) as { i: number; end: number };
      expect(value.i).toBe(value.end);
    }
    const left = (await readdir(revision)).filter((name) => name !== 'Many.json');
    expect(left.every((name) => name.endsWith('.tmp'))).toBe(true);
    await mkdir(join(revision, 'runs'));
    await writeFile(join(revision, 'runs', '.cell.trec.gz.0123456789ab.tmp'), 'half a file');
    await writeFile(join(revision, 'notes.tmp'), 'of the user');
    await removeLeftovers(revision);
    expect((await readdir(revision)).sort()).toEqual(['Many.json', 'notes.tmp', 'runs']);
    expect(await readdir(join(revision, 'runs'))).toEqual([]);
  });
});

describe('the printer', () => {
  it('prints JSON that reads back as the same value', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(null, 2, 4),
        fc.boolean(),
        (value, indent, floats) => {
          const text = dumpPythonJson(value, { indent, floats });
          expect(JSON.parse(text)).toEqual(value);
          expect(/^[\x20-\x7e\n]*$/.test(text)).toBe(true);
        },
      ),
    );
  });
});
