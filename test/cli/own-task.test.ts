import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Comparison } from '../../src/types/generated/comparison.js';
import type { RunManifest } from '../../src/types/generated/run-manifest.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import { runCommand } from '../support/run-command.js';
import { writeSmallModel } from '../support/small-results.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-own-'));
const definition = join(root, 'tasks', 'Turkic.json');
const results = join(root, 'results');
const SUBSETS = { татар: 'tat-Cyrl', қазақ: 'kaz-Cyrl' };
const shell = process.cwd();

beforeAll(() => {
  const words = ['ат', 'су', 'тау', 'көл', 'қой', 'нан', 'ит', 'гөл'];
  for (const [s, subset] of Object.keys(SUBSETS).entries()) {
    const folder = join(root, 'tasks', 'data', subset);
    mkdirSync(join(folder, 'qrels'), { recursive: true });
    const lines = (rows: readonly object[]): string =>
      rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(
      join(folder, 'corpus.jsonl'),
      lines(words.map((word, i) => ({ _id: `d${String(i)}`, text: `${word} ${word}` }))),
    );
    // The second subset asks half of its questions for the word of another document.
    writeFileSync(
      join(folder, 'queries.jsonl'),
      lines(
        words.map((_, i) => ({
          _id: `q${String(i)}`,
          text: words[s === 1 && i % 2 === 0 ? (i + 1) % 8 : i],
        })),
      ),
    );
    writeFileSync(
      join(folder, 'qrels', 'test.tsv'),
      `query-id\tcorpus-id\tscore\n${words.map((_, i) => `q${String(i)}\td${String(i)}\t1\n`).join('')}`,
    );
  }
  mkdirSync(join(root, 'elsewhere'));
  process.chdir(join(root, 'elsewhere'));
});
afterAll(() => {
  process.chdir(shell);
  rmSync(root, { recursive: true });
});

const ok = async (argv: readonly string[]): Promise<string> => {
  const done = await runCommand(argv);
  expect([done.status, done.status === 0 ? '' : done.err]).toEqual([0, '']);
  return done.out;
};
const storedMeans = (model: string): number[] => {
  const [revision = ''] = readdirSync(join(results, model));
  const { scores } = JSON.parse(
    readFileSync(join(results, model, revision, 'Turkic.json'), 'utf8'),
  ) as TaskResult;
  return (scores['test'] ?? []).map(({ main_score: score }) => score);
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("a task of one's own, by its path, from another folder, without environment variables", () => {
  useTemporaryCache();

  it('is made, run, compared, aggregated and validated', async () => {
    await ok(
      [
        ['tasks', 'new', '--name', 'Turkic', '--data', join(root, 'tasks', 'data')],
        ['--description', 'One word', '--out', definition],
        [
          '--language',
          Object.entries(SUBSETS)
            .map((pair) => pair.join('='))
            .join(','),
        ],
      ].flat(),
    );
    expect(JSON.parse(readFileSync(definition, 'utf8'))).toMatchObject({
      dataset: { path: './data' },
    });
    await ok(['run', '-m', 'bm25,random', '-t', definition, '--out', results]);
    const [bm25, random] = [storedMeans('glottobench__bm25'), storedMeans('glottobench__random')];
    expect(bm25).toHaveLength(2);
    expect(bm25[0]).not.toBe(bm25[1]);
    const compared = JSON.parse(
      await ok(['compare', 'bm25', 'random', '--results', results, '--json']),
    ) as Comparison;
    expect(compared).toMatchObject({ evidence: 'questions', metrics: ['ndcg_at_10'] });
    const [group] = compared.groups.filter(({ by }) => by === null);
    const scores = new Map(group?.ranking.map(({ model, score }) => [model, score]));
    expect([...scores.keys()].sort()).toEqual(['glottobench/bm25', 'glottobench/random']);
    expect(scores.get('glottobench/bm25')).toBeCloseTo(mean(bm25), 4);
    expect(scores.get('glottobench/random')).toBeCloseTo(mean(random), 4);
    expect(await ok(['aggregate', results, '--by', 'family'])).toContain('nDCG@10');
    await ok(['results', 'validate', results, '--strict']);
    await ok([
      'power',
      '--pilot',
      'bm25,random',
      '--results',
      results,
      '--difference',
      '0.05',
      '--json',
    ]);
  }, 60_000);

  it('keeps what readers need, and nothing of where this machine has it', () => {
    const text = readFileSync(
      join(results, 'glottobench__random', 'seed-0', 'run', 'manifest.json'),
      'utf8',
    );
    const { tasks } = JSON.parse(text) as RunManifest;
    expect(tasks?.['Turkic']).toMatchObject({
      main_score: 'ndcg_at_10',
      eval_langs: { татар: ['tat-Cyrl'] },
      dataset: { path: './data' },
    });
  });

  it('tells when the definition that is used is another one', async () => {
    const path = join(results, 'glottobench__random', 'seed-0', 'run', 'manifest.json');
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace('"main_score": "ndcg_at_10"', '"main_score": "mrr_at_10"'));
    const { err } = await runCommand(['compare', 'bm25', 'random', '--results', results]);
    expect(err).toMatch(/Turkic was run in .*random.*another definition.*main_score differ/);
    writeFileSync(path, before.replace('"main_score": "ndcg_at_10"', '"main_score": 1'));
    const broken = await runCommand(['aggregate', results]);
    expect(broken.err).toContain('the manifest holds no valid definition of Turkic');
    writeFileSync(path, before);
  }, 60_000);

  it('is still found where an earlier release looked, and says so', async () => {
    const moved = join(root, 'moved', 'Turkic.json');
    mkdirSync(join(root, 'moved'));
    writeFileSync(moved, readFileSync(definition, 'utf8'));
    process.chdir(join(root, 'tasks'));
    const done = await runCommand(['run', '-m', 'random', '-t', moved, '--out', join(root, 'r2')]);
    process.chdir(join(root, 'elsewhere'));
    expect(done.status).toBe(0);
    expect(`${done.out}${done.err}`.replaceAll(/\s+/g, ' ')).toContain(
      "was found from this shell's folder; write it relative to the definition's file",
    );
  }, 60_000);
});

it('names that older releases gave one file are compared by their own scores', async () => {
  const out = join(root, 'small');
  const subsets = { 'aa/b': ['tat-Cyrl'], aa_b: ['kaz-Cyrl'], 'x.y': ['kir-Cyrl'] };
  const level: Readonly<Record<string, number>> = { 'aa/b': 0.9, aa_b: 0.3, 'x.y': 0.5, y: 0.1 };
  for (const [name, shift] of [
    ['a/one', 0],
    ['a/two', 0.05],
  ] as const) {
    const score = (subset: string, question: number): number =>
      (level[subset] ?? 0) + shift * (question % 2);
    // Split test.x with subset y beside split test with subset x.y, in one folder.
    const common = { name, task: 'Keys', score };
    await writeSmallModel(out, { ...common, split: 'test.x', subsets: { y: ['uzn-Latn'] } });
    const folder = join(out, name.replace('/', '__'), 'r1');
    const first = JSON.parse(readFileSync(join(folder, 'Keys.json'), 'utf8')) as TaskResult;
    await writeSmallModel(out, { ...common, split: 'test', subsets });
    const second = JSON.parse(readFileSync(join(folder, 'Keys.json'), 'utf8')) as TaskResult;
    writeFileSync(
      join(folder, 'Keys.json'),
      JSON.stringify({ ...second, scores: { ...first.scores, ...second.scores } }),
    );
  }
  const compared = JSON.parse(
    await ok(['compare', 'a/one', 'a/two', '--results', out, '--metric', 'ndcg_at_10', '--json']),
  ) as Comparison;
  const [group] = compared.groups.filter(({ by }) => by === null);
  expect(group?.cells).toBe(4);
  const scores = new Map(group?.ranking.map(({ model, score }) => [model, score]));
  expect(scores.get('a/one')).toBeCloseTo((0.9 + 0.3 + 0.5 + 0.1) / 4, 10);
  expect(scores.get('a/two')).toBeCloseTo((0.9 + 0.3 + 0.5 + 0.1) / 4 + 0.025, 10);
});
