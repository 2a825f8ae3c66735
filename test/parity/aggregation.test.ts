import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePythonJson } from '../../src/base/json.js';
import { validateAgainst } from '../../src/base/validate.js';
import { runProgram } from '../../src/cli/program.js';
import type { MtebTables } from '../../src/types/generated/mteb-tables.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { shared } from '../support/shared.js';

/*
 * Python mteb and `aggregate --mteb --json` on one tree: the twelve models of
 * leaderboard/results-removed, which are in no stored table, ten of results-main, and results that
 * nobody published: a model that no registry knows, a second revision with a newer version and
 * fewer tasks, a NaN, lost and foreign subsets, a folder without and one with odd model_meta.json.
 */
type Row = Readonly<Record<string, string | number | boolean | null>>;
interface Reference {
  readonly tasks: readonly string[];
  readonly summary: readonly Row[];
  readonly per_task: readonly Row[];
  readonly per_language: readonly Row[];
  readonly dataframe_task: readonly Row[];
  readonly dataframe_language: readonly Row[];
}
type Result = Record<string, unknown> & {
  scores: Record<string, { hf_subset: string; main_score: number | null }[]>;
};

const KEPT = [
  'intfloat__multilingual-e5-base',
  'BAAI__bge-m3',
  'sentence-transformers__LaBSE',
  'cointegrated__rubert-tiny',
  'mteb__baseline-bm25s',
  'Alibaba-NLP__gte-Qwen2-1.5B-instruct',
  'google__embeddinggemma-300m',
  'openai__text-embedding-3-small',
  'intfloat__e5-mistral-7b-instruct',
  'sentence-transformers__gtr-t5-large',
];
const there = oraclePython !== undefined && existsSync(shared('leaderboard', 'results-main'));
let folder = '';
let reference: Reference;
let found: MtebTables;

const revisionOf = (model: string): string => readdirSync(join(folder, 'results', model))[0] ?? '';

/** A copy of one model under another name or revision, with some of its files changed. */
async function copy(
  from: string,
  model: string,
  revision: string,
  change: (result: Result, index: number) => Result | undefined,
  meta: (text: string) => string | undefined = (text) => text,
): Promise<void> {
  const source = join(folder, 'results', from, revisionOf(from));
  const target = join(folder, 'results', model, revision);
  await mkdir(target, { recursive: true });
  for (const [index, name] of readdirSync(source).sort().entries()) {
    const text = await readFile(join(source, name), 'utf8');
    if (name === 'model_meta.json') {
      const own = meta(
        JSON.stringify({
          ...(parsePythonJson(text, name) as object),
          name: model.replace('__', '/'),
          revision,
        }).replaceAll('Infinity', 'null'),
      );
      if (own !== undefined) await writeFile(join(target, name), own);
      continue;
    }
    const changed = change(parsePythonJson(text, name) as Result, index);
    if (changed !== undefined) await writeFile(join(target, name), JSON.stringify(changed));
  }
}

beforeAll(async () => {
  if (!there) return;
  folder = await mkdtemp(join(tmpdir(), 'glottobench-aggregation-'));
  const tree = join(folder, 'results');
  await cp(shared('leaderboard', 'results-removed'), tree, { recursive: true });
  for (const model of KEPT)
    await cp(shared('leaderboard', 'results-main', model), join(tree, model), { recursive: true });
  const first = (result: Result): Result['scores'][string] => Object.values(result.scores)[0] ?? [];
  await copy('intfloat__multilingual-e5-base', 'nobody__unregistered', 'r1', (result) => result);
  await copy('BAAI__bge-m3', 'BAAI__bge-m3', 'external', (result, i) =>
    i % 2 === 0 ? { ...result, mteb_version: '2.26.24' } : undefined,
  );
  await copy(
    'intfloat__e5-mistral-7b-instruct',
    'intfloat__multilingual-e5-small',
    'r2',
    (result, i) => {
      if (i % 3 === 0)
        first(result).splice(0, 1, {
          ...first(result)[0],
          main_score: null,
        } as (typeof result.scores)[string][number]);
      if (i % 3 === 1 && first(result).length > 1) first(result).pop();
      if (i % 3 === 2)
        first(result).push({
          ...first(result)[0],
          hf_subset: 'foreign',
        } as (typeof result.scores)[string][number]);
      return result;
    },
  );
  await copy(
    'mteb__baseline-bm25s',
    'no__meta',
    'r1',
    (result) => result,
    () => undefined,
  );
  await copy(
    'sentence-transformers__LaBSE',
    'sentence-transformers__all-MiniLM-L6-v2',
    'odd',
    (result) => result,
    (text) =>
      text
        .replace(/"framework": ?\[[^\]]*\]/, '"framework":"text"')
        .replace(/\}$/, ',"pooling":"mean"}'),
  );
  await runPython(['test/parity/aggregate_tree.py', tree, join(folder, 'reference.json')]);
  reference = JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')) as Reference;
  let out = '';
  await runProgram(['aggregate', tree, '--mteb', '--json'], {
    out: (text) => (out += text),
    err: () => undefined,
    env: {},
    interactive: false,
    columns: 100,
    signal: new AbortController().signal,
  });
  found = JSON.parse(out) as MtebTables;
}, 240_000);
afterAll(() => (folder === '' ? undefined : rm(folder, { recursive: true, force: true })));

const same = (a: unknown, b: unknown): boolean =>
  (a ?? null) === null || (b ?? null) === null
    ? (a ?? null) === (b ?? null)
    : Math.abs(Number(a) - Number(b)) <= 1e-9;

(there ? describe : describe.skip)('aggregate --mteb on a tree that no stored table is of', () => {
  it('matches its schema', () =>
    expect(validateAgainst('mteb-tables.schema.json', found)).toEqual([]));

  it('has the lines of the summary, and marks those that mteb leaves out', () => {
    expect(
      found.summary
        .filter(({ registered }) => registered)
        .map(({ model }) => model)
        .sort(),
    ).toEqual(reference.summary.map((row) => String(row['Model'])).sort());
    expect(
      found.summary.filter(({ registered }) => !registered).map(({ model }) => model),
    ).toContain('nobody/unregistered');
    expect(found.summary.map(({ model }) => model)).not.toContain('no/meta');
    for (const row of reference.summary) {
      const own = found.summary.find(({ model }) => model === row['Model']);
      expect([row['Model'], own?.rank]).toEqual([row['Model'], row['Rank (Borda)']]);
      expect(
        [own?.meanTask, own?.meanTaskType].map((mean, i) =>
          same(mean, row[i === 0 ? 'Mean (Task)' : 'Mean (TaskType)']),
        ),
      ).toEqual([true, true]);
    }
    expect(reference.summary.length).toBeGreaterThan(9);
  });

  it.each([
    ['per_task', 'tasks'],
    ['per_language', 'languages'],
  ] as const)('%s, every number to 1e-9', (table, member) => {
    const rows = new Map<string, Readonly<Record<string, number | null>>>(
      member === 'tasks'
        ? found.summary.map((row) => [row.model, row.tasks])
        : found.languages.map((row) => [row.model, row.languages]),
    );
    expect([...rows.keys()].sort()).toEqual(
      reference[table].map((row) => String(row['Model'])).sort(),
    );
    const wrong = reference[table].flatMap((row) =>
      Object.entries(row)
        .filter(
          ([column, value]) =>
            !['Model', '_experiment_id'].includes(column) &&
            !same(rows.get(String(row['Model']))?.[column], value),
        )
        .map(([column, value]) => [row['Model'], column, value]),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['dataframe_task', 'task', 'task_name'],
    ['dataframe_language', 'language', 'language'],
  ] as const)('%s, every number to 1e-9', (table, member, column) => {
    const own = found.dataframe[member];
    expect(
      reference[table].filter(
        (row) => !same(own[String(row['model_name'])]?.[String(row[column])], row['score']),
      ),
    ).toEqual([]);
    expect(Object.values(own).reduce((sum, scores) => sum + Object.keys(scores).length, 0)).toBe(
      reference[table].length,
    );
  });
});
