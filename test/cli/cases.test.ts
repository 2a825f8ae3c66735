import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { runCommand } from '../support/run-command.js';

const CASES = packagePath('test', 'fixtures', 'cases');
type Expected = Readonly<Record<string, number>>;

const expected = (name: string): Expected =>
  JSON.parse(readFileSync(join(CASES, name, 'expected.json'), 'utf8')) as Expected;
const scoresOnly = (values: Expected): Expected =>
  Object.fromEntries(Object.entries(values).filter(([key]) => /_at_\d+$/.test(key)));

let out = '';
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'glottobench-cases-'));
});
afterAll(() => {
  rmSync(out, { recursive: true, force: true });
});

async function scored(...files: readonly [string, string]): Promise<Expected> {
  const [qrels, run] = files.map((file) => join(CASES, file));
  const done = await runCommand(['score', '--qrels', qrels ?? '', '--run', run ?? '', '--json']);
  expect(done.status).toBe(0);
  return (JSON.parse(done.out) as { scores: Expected }).scores;
}

describe('files that went wrong elsewhere', () => {
  it.each([
    'c01-jsonl-long-fraction',
    'c03-qrels-doc-zero-extra-column',
    'c05-qrels-two-readers',
    'c07-dangling-silent',
    'c17-nan-title',
  ])('run reads %s', async (name) => {
    const folder = join(CASES, name);
    const task = join(folder, 'TinyTown.json');
    const target = join(out, name);
    const done = await runCommand([
      ...['run', '-m', 'bm25', '-t', task, '--data', join(folder, 'data'), '--out', target],
    ]);
    expect(done.status).toBe(0);
    const file = join(target, 'glottobench__bm25', 'v1', 'TinyTown.json');
    const { stderr_must_contain: words } = expected(name) as { stderr_must_contain?: unknown };
    if (words !== undefined) expect(done.err).toContain(words);
    const { scores } = JSON.parse(readFileSync(file, 'utf8')) as {
      scores: { test: [Expected] };
    };
    expect(scores.test[0]).toMatchObject(scoresOnly(expected(name)));
  });

  it.each([
    ['c03-qrels-doc-zero-extra-column', 'data/qrels/test.tsv', 'z.run'],
    ['c05-qrels-two-readers', 'data/qrels/test.tsv', 'b30.run'],
    ['c09-trec-comments', 'com.qrels', 'com.run'],
    ['c14-mteb-predictions', 'ms.qrels', 'mtebpred.json'],
    ['c15-msmarco-run', 'ms.qrels', 'ms.run.tsv'],
  ])('score reads %s', async (name, qrels, run) => {
    expect(await scored(join(name, qrels), join(name, run))).toMatchObject(
      scoresOnly(expected(name)),
    );
  });
});
