import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { score } from '../../../src/cli/commands/score.js';
import { runCommand } from '../../support/run-command.js';

const QRELS = packagePath('examples', 'score', 'qrels.tsv');
const RUN = packagePath('examples', 'score', 'run.trec');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-score-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('score', () => {
  it('prints metric × cut-off, and says on stderr how many queries', async () => {
    const { status, out, err } = await runCommand(['score', '--qrels', QRELS, '--run', RUN]);
    expect(status).toBe(0);
    expect(out).toMatch(/^ {2}nDCG +0\.62500 +0\.66998/m);
    expect(err).toBe('4 queries; --json prints all 148 scores\n');
  });

  it.each([50, 60, 80, 100, 140])('fits %s columns, with --by-query too', async (columns) => {
    const id = `query-${'x'.repeat(80)}`;
    const long = file('long.json', JSON.stringify({ [id]: { d: 1 } }));
    const { out } = await runCommand(
      ['score', '--qrels', long, '--run', long, '--by-query'],
      columns,
    );
    const others = out.split('\n').filter((line) => !line.includes(id));
    expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(out).toContain(id);
    expect(out).toContain('@1000');
    expect(out).toContain('– undefined');
  });

  it('prints CSV of scores, and of queries with --by-query', async () => {
    const scores = await runCommand([
      'score',
      '--qrels',
      QRELS,
      '--run',
      RUN,
      '--k',
      '1,10',
      '--csv',
    ]);
    expect(scores.out.split('\n').slice(0, 3)).toEqual([
      'score,value',
      'ndcg_at_1,0.625',
      'ndcg_at_10,0.66998',
    ]);
    const queries = await runCommand([
      'score',
      '--qrels',
      QRELS,
      '--run',
      RUN,
      '--k',
      '1',
      '--csv',
      '--by-query',
    ]);
    expect(queries.out.split('\n')[0]).toBe(
      'query,ndcg_at_1,map_at_1,recall_at_1,precision_at_1,mrr_at_1,hit_rate_at_1',
    );
    expect(
      queries.out
        .split('\n')
        .slice(1, 5)
        .map((line) => line.split(',')[0]),
    ).toEqual(['ar-1', 'de-1', 'th-1', '10']);
  });

  it('keeps the order of queries whose ids look like integers in the JSON text', async () => {
    const nested = file('order.json', '{"10": {"a": 1}, "9": {"a": 1}, "b": {"a": 1}}');
    const { out } = await runCommand([
      'score',
      '--qrels',
      nested,
      '--run',
      nested,
      '--json',
      '--by-query',
    ]);
    expect([...out.matchAll(/^ {4}"(10|9|b)": \{/gm)].map((match) => match[1])).toEqual([
      '10',
      '9',
      'b',
    ]);
  });

  it('notes what it leaves out, as mteb does', async () => {
    const qrels = file('two.json', '{"a": {"d": 1}, "b": {"d": 1}, "empty": {}}');
    const run = file('one.json', '{"a": {"d": 1}, "c": {"d": 1}, "empty": {"d": 2}}');
    const { out, err } = await runCommand(['score', '--qrels', qrels, '--run', run, '--json']);
    expect(JSON.parse(out)).toMatchObject({ queries: 1, unjudged_queries: 2, unranked_queries: 1 });
    expect(err).toMatch(
      /2 queries of the run without judgements.*\n.*1 judged query not in the run/,
    );
  });

  it('every example of --help works', async () => {
    const here = process.cwd();
    process.chdir(packagePath());
    try {
      for (const [line] of score.examples)
        expect([line, (await runCommand(line.split(' ').slice(1))).status]).toEqual([line, 0]);
    } finally {
      process.chdir(here);
    }
  });
});

describe('score, used wrongly', () => {
  const bad =
    (name: string, content: string): (() => string) =>
    () =>
      file(name, content);
  it.each<[what: string, status: number, argv: () => string[], message: string]>([
    ['no run', 2, () => ['--qrels', QRELS], '--run is missing'],
    [
      'unknown option',
      2,
      () => ['--qrels', QRELS, '--run', RUN, '--kk', '1'],
      'there is no option --kk',
    ],
    [
      'bad cut-off',
      2,
      () => ['--qrels', QRELS, '--run', RUN, '--k', '1,x'],
      '--k needs whole numbers from 1, separated by commas; got "x"',
    ],
    ['cut-off 0', 2, () => ['--qrels', QRELS, '--run', RUN, '--k', '0'], 'got "0"'],
    ['--run twice', 2, () => ['--qrels', QRELS, '--run', RUN, '--run', RUN], 'is given twice'],
    [
      'JSON and CSV',
      2,
      () => ['--qrels', QRELS, '--run', RUN, '--json', '--csv'],
      'the output has one form',
    ],
    [
      'missing file',
      3,
      () => ['--qrels', QRELS, '--run', join(folder, 'nope')],
      'nope: there is no such file',
    ],
    ['a folder', 3, () => ['--qrels', QRELS, '--run', folder], 'this is a folder'],
    [
      'swapped files',
      2,
      () => ['--qrels', RUN, '--run', QRELS],
      'run.trec:1: 4 columns expected, got 6',
    ],
    [
      'empty run',
      2,
      () => ['--qrels', QRELS, '--run', bad('empty.trec', '\n')()],
      'the run is empty',
    ],
    [
      'empty JSON run',
      2,
      () => ['--qrels', QRELS, '--run', bad('empty.json', '{}')()],
      'the run is empty',
    ],
    [
      'empty qrels',
      2,
      () => ['--qrels', bad('empty.tsv', 'query-id\tcorpus-id\tscore\n')(), '--run', RUN],
      'there are no judgements',
    ],
    [
      'other queries',
      2,
      () => ['--qrels', bad('other.tsv', 'zz 0 d 1\n')(), '--run', RUN],
      'no query of the run has judgements',
    ],
    [
      'score is no number',
      2,
      () => [
        '--qrels',
        QRELS,
        '--run',
        bad('word.trec', 'ar-1 Q0 d 1 0.5 t\nar-1 Q0 e 2 high t\n')(),
      ],
      'word.trec:2: the score must be a finite number, got "high"',
    ],
    [
      'score is nan',
      2,
      () => ['--qrels', QRELS, '--run', bad('nan.trec', 'ar-1 Q0 d 1 nan t\n')()],
      'nan.trec:1: the score must be a finite number, got "nan"',
    ],
    [
      'duplicate',
      2,
      () => ['--qrels', QRELS, '--run', bad('dup.trec', 'ar-1 Q0 d 1 2 t\nar-1 Q0 d 2 1 t\n')()],
      'dup.trec:2: document "d" comes twice for query "ar-1"',
    ],
  ])('%s: exit %i, one clear sentence', async (_what, status, argv, message) => {
    const finished = await runCommand(['score', ...argv()]);
    expect(finished.err).toContain(message);
    expect(finished.err).not.toMatch(/\n\s+at /);
    expect([finished.status, finished.out]).toEqual([status, '']);
  });
});
