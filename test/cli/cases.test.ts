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

/** What a command says, in one line of single blanks: tables wrap their notes. */
async function said(...words: readonly string[]): Promise<{ status: number; text: string }> {
  const { status, out: printed, err } = await runCommand(words);
  return { status, text: `${printed}\n${err}`.replace(/\s+/g, ' ') };
}

describe('scores in percent beside shares (c12)', () => {
  const tree = join(CASES, 'c12-results-times-100', 'tree');

  it('validate fails', async () => {
    const { status, text } = await said('results', 'validate', tree);
    expect(status).toBe(2);
    expect(text).toContain('the scores are in percent');
  });

  it('aggregate gives them no value beside shares, marked', async () => {
    const { text } = await said('aggregate', tree, '--by', 'setting', '--draws', '0');
    expect(text).toMatch(/MTEB's mean 0 –†/);
    expect(text).toContain('with scores above 1, as if in percent');
    const json = await runCommand(['aggregate', tree, '--json', '--draws', '0']);
    const { slices } = JSON.parse(json.out) as {
      slices: { model: { name: string }; overall: { mtebMean: number | null } }[];
    };
    expect(slices.map(({ overall }) => overall.mtebMean === null)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('aggregate --mteb ranks as mteb does, and marks the row', async () => {
    const { text } = await said('aggregate', tree, '--mteb');
    expect(text).toMatch(/1 cointegrated\/rubert-tiny† \d+\.\d+†/);
    expect(text).toContain('† MLQARetrieval (8 cells)');
    const csv = await runCommand(['aggregate', tree, '--mteb', '--csv']);
    expect(csv.out.split('\n')[1]).toMatch(/rubert-tiny.*percent-scale$/);
  });

  it('compare, power and regress refuse or name them', async () => {
    const compared = await said('compare', '--results', tree);
    expect(compared.status).not.toBe(0);
    expect(compared.text).toContain('as if in percent');
    const models = 'cointegrated/rubert-tiny,google/embeddinggemma-300m';
    const pilot = await said('power', '--pilot', models, '--results', tree);
    expect([pilot.status === 0, pilot.text]).toEqual([
      false,
      expect.stringContaining('as if in percent'),
    ]);
    const regressed = await said(
      'regress',
      '--results',
      tree,
      '--backbone',
      'xlmr',
      '--draws',
      '100',
    );
    expect(regressed.text).toContain('left out of cointegrated/rubert-tiny');
  });

  it('import says it', async () => {
    const { text } = await said('results', 'import', tree, '--dry-run');
    expect(text).toMatch(/scores above 1, as if in percent[^0-9]*\(divide all but nAUC by 100\) 1/);
  });
});

describe('2 of 6 splits beside all 6 (c13)', () => {
  const tree = join(CASES, 'c13-partial-splits', 'tree');
  const wanted = (
    JSON.parse(readFileSync(join(CASES, 'c13-partial-splits', 'expected.json'), 'utf8')) as {
      on_common_splits: Expected;
    }
  ).on_common_splits;

  it('aggregate compares the common splits and says so', async () => {
    const json = await runCommand(['aggregate', tree, '--json', '--by', 'family', '--draws', '0']);
    const { slices } = JSON.parse(json.out) as {
      slices: {
        model: { name: string };
        overall: { mtebMean: number };
        warnings: { code: string }[];
      }[];
    };
    for (const { model, overall, warnings } of slices) {
      expect(overall.mtebMean).toBeCloseTo(wanted[model.name] ?? NaN, 4);
      expect(warnings.map(({ code }) => code)).toContain('compared-on-part');
    }
    const { text } = await said('aggregate', tree, '--by', 'family', '--draws', '0');
    expect(text).toMatch(/MTEB's mean 1 \.112†/);
    expect(text).toContain('2 of 6 splits compared, BAAI/bge-m3 has 2 of 6 splits');
  });

  it('compare says how many of the splits it rests on', async () => {
    const { text } = await said('compare', '--results', tree);
    expect(text).toMatch(/\.112† \.119†/);
    expect(text).toContain('2 of 6 splits compared');
  });

  it("aggregate --mteb keeps mteb's numbers, and names the model without a line", async () => {
    const { text } = await said('aggregate', tree, '--mteb');
    expect(text).toMatch(/2 google\/embeddinggemma-300m \.102/);
    expect(text).toContain('mteb ranks them (the ranks above count them): BAAI/bge-m3†');
    expect(text).toContain('BAAI/bge-m3 has 2 of 6 splits');
  });

  it('the report marks the scores', async () => {
    const page = join(out, 'c13.html');
    expect((await said('report', tree, '--out', page, '--draws', '100')).status).toBe(0);
    const html = readFileSync(page, 'utf8');
    for (const score of ['.112†', '.119†']) expect(html).toContain(`>${score}<`);
  });

  it('power says it', async () => {
    const models = 'BAAI/bge-m3,google/embeddinggemma-300m';
    expect((await said('power', '--pilot', models, '--results', tree)).text).toContain(
      '2 of 6 splits compared',
    );
  });
});

describe('judged queries that the run does not hold (c27)', () => {
  it('score -c divides every sum by the number of judged queries', async () => {
    const folder = join(CASES, 'c27-complete-flag');
    const { means_over: queries = 0, ...wanted } = expected('c27-complete-flag');
    const run = async (...more: readonly string[]): Promise<Expected> => {
      const measures = ['map', 'P.5', 'recip_rank', 'num_q', 'num_rel'].flatMap((one) => [
        '--measure',
        one,
      ]);
      const done = await runCommand([
        ...['score', '--qrels', join(folder, 'qrels.test')],
        ...['--run', join(folder, 'results.trunc'), '--json', ...measures, ...more],
      ]);
      return (JSON.parse(done.out) as { scores: Expected }).scores;
    };
    const [some, all] = [await run(), await run('-c')];
    for (const [key, value] of Object.entries(wanted))
      expect([key, all[key]]).toEqual([key, expect.closeTo(value, 5)]);
    for (const key of ['map', 'P_5', 'recip_rank', 'recall_at_10', 'ndcg_at_10'])
      expect([key, (all[key] ?? NaN) * queries]).toEqual([
        key,
        expect.closeTo((some[key] ?? NaN) * (some['num_q'] ?? NaN), 4),
      ]);
  });
});
