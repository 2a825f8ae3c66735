import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { oraclePython, runPython } from '../support/oracle.js';
import { runCommand } from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-extra-'));
const data = join(root, 'data');
const task = join(root, 'Mill.json');
const results = join(root, 'results');
const result = join(results, 'glottobench__bm25', 'v1', 'Mill.json');
const before = process.env['GLOTTOBENCH_TASKS'];

interface Entry {
  readonly [key: string]: number | null;
}

function entryOf(file = result): Entry {
  const { scores } = JSON.parse(readFileSync(file, 'utf8')) as {
    scores: { test: [Entry] };
  };
  return scores.test[0];
}

function define(extra: readonly string[], main = 'ndcg_at_10'): void {
  const text = JSON.parse(readFileSync(task, 'utf8')) as object;
  writeFileSync(task, JSON.stringify({ ...text, extra_scores: extra, main_score: main }));
}

const run = (): ReturnType<typeof runCommand> =>
  runCommand(['run', '-m', 'bm25', '-t', task, '--data', data, '--out', results]);

beforeAll(async () => {
  const numbers = Array.from({ length: 12 }, (_, i) => i);
  const lines = (values: readonly object[]): string =>
    values.map((value) => `${JSON.stringify(value)}\n`).join('');
  mkdirSync(join(data, 'qrels'), { recursive: true });
  writeFileSync(
    join(data, 'corpus.jsonl'),
    lines(numbers.map((i) => ({ _id: `d${i}`, text: `mill${i % 4} river${i % 3}` }))),
  );
  writeFileSync(
    join(data, 'queries.jsonl'),
    lines(numbers.slice(0, 6).map((i) => ({ _id: `q${i}`, text: `mill${i % 4}` }))),
  );
  writeFileSync(
    join(data, 'qrels', 'test.tsv'),
    `query-id\tcorpus-id\tscore\n${numbers
      .slice(0, 6)
      .map((i) => `q${i}\td${i}\t1\nq${i}\td${i + 4}\t0\nq${i}\td${i + 5}\t1\n`)
      .join('')}`,
  );
  const made = await runCommand([
    ...['tasks', 'new', '--name', 'Mill', '--data', data, '--languages', 'quy-Latn'],
    ...['--description', 'Questions about mills', '--out', task],
    ...['--extra-scores', 'bpref,rbp_p0.8_at_5', '--main-score', 'bpref'],
  ]);
  expect([made.err.includes('error'), made.status]).toEqual([false, 0]);
  process.env['GLOTTOBENCH_TASKS'] = root;
});

afterAll(() => {
  rmSync(root, { recursive: true });
  if (before === undefined) Reflect.deleteProperty(process.env, 'GLOTTOBENCH_TASKS');
  else process.env['GLOTTOBENCH_TASKS'] = before;
});

/** Text as read: lines break where the width ends. */
const words = (text: string): string => text.replace(/\s+/g, ' ');

describe('a task that asks for own scores', () => {
  it('gets them behind the 148 of MTEB, which stay as they are', async () => {
    define([], 'ndcg_at_10');
    expect((await run()).status).toBe(0);
    const plain = entryOf();
    define(['bpref', 'rbp_p0.8_at_5', 'judged', 'map'], 'bpref');
    const again = await run();
    expect([again.status, again.err]).toEqual([0, expect.stringContaining('1 cell run, 0 kept')]);
    const { main_score: main, ...entry } = entryOf();
    const keys = Object.keys(plain).filter(
      (key) => typeof plain[key] === 'number' || plain[key] === null,
    );
    expect(Object.keys(entry).slice(0, 152)).toEqual([
      ...keys.filter((key) => key !== 'main_score'),
      ...['bpref', 'rbp_p0.8_at_5', 'judged', 'map'],
    ]);
    for (const key of keys.slice(0, 148)) expect([key, entry[key]]).toEqual([key, plain[key]]);
    expect(main).toBe(entry['bpref']);
  });

  it('keeps a cell that has them all, and runs it again when one more is asked for', async () => {
    expect((await run()).err).toContain('0 cells run, 1 kept');
    define(['bpref', 'rbp_p0.8_at_5', 'judged', 'map', 'ndcg'], 'bpref');
    expect((await run()).err).toContain('1 cell run, 0 kept');
    expect(entryOf()['ndcg']).toBeGreaterThan(0);
  });

  it('is read by aggregate, validated against the bounds of the table, and missing ones are named', async () => {
    const table = await runCommand(['aggregate', results, '--metric', 'rbp_p0.8_at_5', '--json']);
    expect(JSON.parse(table.out)).toMatchObject({
      slices: [{ metrics: ['rbp_p0.8_at_5'], overall: { mtebMean: entryOf()['rbp_p0.8_at_5'] } }],
    });
    expect((await runCommand(['results', 'validate', results, '--strict'])).status).toBe(0);
    const good = readFileSync(result, 'utf8');
    const spoilt = (from: RegExp, to: string): Promise<string> => {
      writeFileSync(result, good.replace(from, to));
      return runCommand(['results', 'validate', results, '--strict']).then(({ out, err }) =>
        words(out + err),
      );
    };
    expect(await spoilt(/"judged": [\d.]+/, '"judged": 55')).toContain(
      '55 lies outside [0, 1]; scores are shares, not percentages',
    );
    expect(await spoilt(/\n *"judged": [\d.]+,/, '')).toContain(
      'judged, which the task asks for by extra_scores, is not among the scores',
    );
    expect(await spoilt(/"judged": [\d.]+/, '"judged": "x"')).toContain('must be number,null');
    writeFileSync(result, good);
  });

  it.each([
    [['rbp_at_10'], 'ndcg_at_10', '/extra_scores/0', 'RBP needs its p'],
    [['bprefs'], 'ndcg_at_10', '/extra_scores/0', 'did you mean "bpref"?'],
    [['ndcg_at_10'], 'ndcg_at_10', '/extra_scores/0', 'always written'],
    [[], 'bpref', '/main_score', 'the definition asks for it by "extra_scores": ["bpref"]'],
    [[], 'ndcg_cut_10', '/main_score', "trec_eval's ndcg_cut_10 is ndcg_at_10 here"],
  ])('%j with main score %s is refused at %s', async (extra, main, pointer, message) => {
    const good = readFileSync(task, 'utf8');
    define(extra, main);
    const { status, out, err } = await runCommand(['tasks', 'validate', task]);
    writeFileSync(task, good);
    expect([status, words(out + err)]).toEqual([2, expect.stringContaining(pointer)]);
    expect(words(out + err)).toContain(message);
  });

  (oraclePython === undefined ? it.skip : it)(
    'is loaded and aggregated by Python mteb, with every own score',
    async () => {
      const program = [
        'import sys, json',
        'from pathlib import Path',
        'from mteb.cache import ResultCache',
        'from mteb.results import TaskResult',
        'one = TaskResult.from_disk(Path(sys.argv[1]))',
        'all = ResultCache(cache_path=sys.argv[2]).load_results(validate_and_filter=False)',
        'names = [t.task_name for m in all.model_results for t in m.task_results]',
        'print(json.dumps([one.get_score(), one.scores["test"][0]["rbp_p0.8_at_5"], names]))',
      ].join('\n');
      const said = await runPython(['-c', program, result, root]);
      expect(JSON.parse(said.trim().split('\n').at(-1) ?? '')).toEqual([
        entryOf()['bpref'],
        entryOf()['rbp_p0.8_at_5'],
        ['Mill'],
      ]);
    },
    120_000,
  );
});

describe('score --extra-scores', () => {
  const files = ['--qrels', 'examples/score/qrels.tsv', '--run', 'examples/score/run.trec'];

  it('shows them as rows, the whole ranking in a column of its own', async () => {
    const { status, out } = await runCommand(
      ['score', ...files, '--k', '1,10', '--extra-scores', 'rbp_p0.8_at_10,ndcg,bpref'],
      120,
    );
    expect(status).toBe(0);
    expect(out).toMatch(/@1 .*@10 .*all/);
    expect(out).toMatch(/nDCG +[\d.]+ +[\d.]+ +[\d.]+$/m);
    expect(out).toMatch(/RBP\(p=0.8\) {6,}[\d.]+$/m);
    expect(out).toMatch(/bpref {20,}[\d.]+$/m);
    expect(out.match(/nDCG /g)).toHaveLength(4);
  });

  it('prints each query', async () => {
    const { out } = await runCommand(
      ['score', ...files, '--extra-scores', 'bpref', '--by-query', '--csv'],
      120,
    );
    expect(out.split('\n')[0]?.split(',').at(-1)).toBe('bpref');
  });

  it('refuses one that is none before any file is read', async () => {
    const wrong = ['score', '--qrels', 'none', '--run', 'none', '--extra-scores', 'Rprec'];
    const { status, err } = await runCommand(wrong);
    expect([status, err]).toEqual([2, expect.stringContaining("trec_eval's Rprec is r_precision")]);
  });
});
