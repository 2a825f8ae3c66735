import { gunzipSync } from 'node:zlib';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { biasPath } from '../../src/results/bias-file.js';
import { cellPath, findCellFiles, QUERY_SCORES, RUNS } from '../../src/results/cell-files.js';
import { readCellRun, writeCellRun } from '../../src/results/cell-run-file.js';
import { readQueryScores, writeQueryScores } from '../../src/results/query-scores-file.js';
import type { CellName } from '../../src/types/cell.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-cells-'));
afterAll(() => rmSync(root, { recursive: true }));
const cell = (split: string, subset: string, task = 'Turkic'): CellName => ({
  task,
  split,
  subset,
});
const NASTY: readonly (readonly [CellName, CellName])[] = [
  [cell('test', 'татар'), cell('test', 'қазақ')],
  [cell('test', 'aa/b'), cell('test', 'aa_b')],
  [cell('test.x', 'y'), cell('test', 'x.y')],
  [cell('test', 'x', 'A.b'), cell('b.test', 'x', 'A')],
  [cell('test', 'Kk'), cell('test', 'kk')],
  [cell('test', 'caf\u00e9'), cell('test', 'cafe\u0301')],
  [cell('test', '\ud800'), cell('test', '\ufffd')],
  [cell('test', ''), cell('test', ' ')],
  [cell('test', `${'ң'.repeat(300)}a`), cell('test', `${'ң'.repeat(300)}b`)],
];
const scoresOf = (value: number) => ({
  queries: ['q1'],
  values: { ndcg_at_10: Float64Array.of(value) },
});

describe('the file of a cell', () => {
  it.each(NASTY)('is its own: %j, %j', async (a, b) => {
    for (const kind of [QUERY_SCORES, RUNS])
      expect(cellPath(kind, a).toLowerCase()).not.toBe(cellPath(kind, b).toLowerCase());
    const folder = mkdtempSync(join(root, 'own-'));
    for (const [value, one] of [a, b].entries())
      await writeQueryScores(join(folder, cellPath(QUERY_SCORES, one)), one, scoresOf(value));
    const find = await findCellFiles(folder, QUERY_SCORES, [a, b]);
    for (const [value, one] of [a, b].entries()) {
      const file = find(one);
      expect(file).toBeDefined();
      if (file !== undefined) expect(await readQueryScores(file)).toEqual(scoresOf(value));
    }
  });

  it('differs for 10,000 different triples, whatever the file system folds', () => {
    // Few letters and many look-alikes: random strings hardly ever come near each other.
    const name = fc.oneof(
      { weight: 4, arbitrary: fc.stringMatching(/^[aAbB._/ \u00e9\u0435\u0430]{0,4}$/) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 400 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('e\u0301', '\u00e9', 'ﬁ', 'fi', '\ud800', 'ß', 'ss'),
      },
    );
    const triples = fc
      .sample(fc.tuple(name, name, name), { numRuns: 30_000, seed: 1 })
      .map((triple) => JSON.stringify(triple));
    const distinct = [...new Set(triples)].slice(0, 10_000);
    expect(distinct).toHaveLength(10_000);
    const paths = distinct.map((triple) => {
      const [task, split, subset] = JSON.parse(triple) as [string, string, string];
      return cellPath(RUNS, { task, split, subset });
    });
    const folded = new Set(paths.map((path) => path.normalize('NFKD').toLowerCase()));
    expect(folded.size).toBe(10_000);
    // `.<name>.<12 digits>.tmp` while it is written.
    for (const path of paths) {
      expect(path).toMatch(/^runs\/[\w.-]+$/);
      expect(Buffer.byteLength(path) - 'runs/'.length + 18).toBeLessThan(255);
    }
  });

  it('of language bias is its own per split', () => {
    const paths = [
      ['A', 'b.c'],
      ['A.b', 'c'],
      ['A', 'B.c'],
      ['A', 'b/c'],
    ].map(([task = '', split = '']) => biasPath('r', task, split).toLowerCase());
    expect(new Set(paths).size).toBe(4);
    for (const path of paths) expect(path.split('/')).toHaveLength(3);
  });
});

describe('a reader', () => {
  const [a, b] = [cell('test', 'татар'), cell('test', 'қазақ')];

  it('refuses the per-query scores and the ranking of another cell', async () => {
    const folder = mkdtempSync(join(root, 'other-'));
    const ranking = [{ query: 'q', docs: ['d'], scores: [1] }];
    const queries = join(folder, cellPath(QUERY_SCORES, a));
    const run = join(folder, cellPath(RUNS, a));
    await writeQueryScores(queries, b, scoresOf(1));
    await writeCellRun(run, b, ranking, 't', 10);
    const file = { cell: a, exact: true, rivals: [] };
    const other = {
      code: 'GB_RESULT_INVALID',
      message:
        'is of Turkic, split "test", subset "қазақ", not of Turkic, split "test", subset "татар"',
    };
    await expect(readQueryScores({ ...file, path: queries })).rejects.toMatchObject(other);
    await expect(readCellRun({ ...file, path: run })).rejects.toMatchObject(other);
    expect(await readCellRun({ ...file, cell: b, path: run })).toHaveLength(1);
    // Every other tool sees a plain TREC file.
    expect(gunzipSync(readFileSync(run)).toString()).toBe('q Q0 d 1 1 t\n');
    writeFileSync(queries, '{"query":"q1","ndcg_at_10":1}\n');
    await expect(readQueryScores({ ...file, path: queries })).rejects.toMatchObject({
      message: 'does not say of which cell it is',
    });
  });

  it('takes a file of an earlier release that only one cell can have', async () => {
    const folder = mkdtempSync(join(root, 'old-'));
    const old = (name: string): void => {
      mkdirSync(join(folder, 'queries'), { recursive: true });
      writeFileSync(join(folder, 'queries', name), '{"query":"q1","ndcg_at_10":0.5}\n');
    };
    old('Turkic.test._____.jsonl');
    const alone = (await findCellFiles(folder, QUERY_SCORES, [a, cell('test', 'kk')]))(a);
    expect(alone === undefined ? undefined : await readQueryScores(alone)).toEqual(scoresOf(0.5));
    const shared = (await findCellFiles(folder, QUERY_SCORES, [a, b]))(b);
    expect(shared).toBeDefined();
    if (shared !== undefined)
      await expect(readQueryScores(shared)).rejects.toMatchObject({
        code: 'GB_RESULT_INVALID',
        message: expect.stringContaining('may be of Turkic, split "test", subset "қазақ" or of'),
      });
    // Once it was run again there is no doubt.
    await writeQueryScores(join(folder, cellPath(QUERY_SCORES, b)), b, scoresOf(1));
    const again = (await findCellFiles(folder, QUERY_SCORES, [a, b]))(b);
    expect(again === undefined ? undefined : await readQueryScores(again)).toEqual(scoresOf(1));
    // Letter case alone: both files are there, so the file system keeps them apart; one is there,
    // so it may not.
    const [upper, lower] = [cell('test', 'Kk'), cell('test', 'kk')];
    old('Turkic.test.Kk.jsonl');
    expect((await findCellFiles(folder, QUERY_SCORES, [upper, lower]))(upper)?.rivals).toEqual([
      lower,
    ]);
    old('Turkic.test.kk.jsonl');
    expect((await findCellFiles(folder, QUERY_SCORES, [upper, lower]))(upper)?.rivals).toEqual([]);
  });
});
