import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { RunComparison } from '../../src/types/generated/run-comparison.js';
import { runCommand } from '../support/run-command.js';

const QUERIES = Array.from({ length: 12 }, (_, i) => String(20 - i));
let folder = '';
let files: readonly string[] = [];
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glottobench-runs-'));
  // A finds the answer of every query first, B second; only A holds query 9.
  const lines = (of: (query: string) => string[]): string =>
    QUERIES.flatMap(of)
      .map((line) => `${line}\n`)
      .join('');
  await writeFile(
    at('qrels.txt'),
    lines((q) => [`${q} 0 d${q} 1`]),
  );
  await writeFile(
    at('a.run'),
    lines((q) => [`${q} Q0 d${q} 1 2 A`, `${q} Q0 other 2 1 A`]),
  );
  await writeFile(
    at('b.run'),
    lines((q) => (q === '9' ? [] : [`${q} Q0 other 1 2 B`, `${q} Q0 d${q} 2 1 B`])),
  );
  files = ['--qrels', at('qrels.txt'), '--run', at('a.run'), '--run', at('b.run')];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compared(...more: readonly string[]): Promise<RunComparison> {
  const { status, out } = await runCommand(['score', ...files, '--json', ...more]);
  expect(status).toBe(0);
  const comparison = JSON.parse(out) as RunComparison;
  expect(validateAgainst('run-comparison.schema.json', comparison)).toEqual([]);
  return comparison;
}

describe('score --run A --run B', () => {
  it('gives the difference per measure with its test, and says what it speaks of', async () => {
    const comparison = await compared();
    expect([comparison.queries, comparison.unpaired, comparison.tests]).toEqual([11, 1, 6]);
    expect(comparison.speaksOf).toContain('other questions');
    const [ndcg] = comparison.measures;
    expect([ndcg?.measure, ndcg?.pairs[0]?.scoreA]).toEqual(['ndcg_at_10', 1]);
    expect(ndcg?.pairs[0]).toMatchObject({ a: 'a.run', b: 'b.run', wins: 11, losses: 0 });
    expect(ndcg?.pairs[0]?.p).toBeCloseTo(2 / 2 ** 11, 12);
    expect(comparison.runs.map(({ unrankedQueries }) => unrankedQueries)).toEqual([0, 1]);
  });

  it('counts a query that one run lacks as 0 with --complete', async () => {
    const comparison = await compared('-c', '--measure', 'map');
    expect([comparison.queries, comparison.unpaired]).toEqual([12, 0]);
    const map = comparison.measures.find(({ measure }) => measure === 'map');
    expect(map?.pairs[0]?.scoreB).toBeCloseTo(5.5 / 12, 12);
  });

  it('shows both side by side by query, in table, JSON and CSV', async () => {
    const { perQuery } = await compared('--by-query', '--k', '1');
    expect(perQuery?.['9']?.['mrr_at_1']).toEqual([1, null]);
    expect(perQuery?.['20']?.['mrr_at_1']).toEqual([1, 0]);
    const csv = await runCommand(['score', ...files, '--by-query', '--k', '1', '--csv']);
    const lines = csv.out.split('\n');
    expect(lines[0]).toBe('query,measure,a.run,b.run');
    expect(lines).toContain('9,mrr_at_1,1,');
    const table = await runCommand(['score', ...files, '-q']);
    expect(table.out).toMatch(/20 +1\.000 +\.631 +\+\.369/);
    expect(table.out).toMatch(/9 +1\.000 +– +1\.000/);
  });

  it('says in the table who is better, by which measures, and what is left out', async () => {
    const { out, err } = await runCommand(['score', ...files, '--k', '1,10']);
    expect(out).toContain('A = a.run, B = b.run · 11 queries, paired');
    expect(out).toMatch(/A is better by nDCG@1, nDCG@10/);
    expect(out).toContain('Holm over 12 tests');
    expect(out.replace(/\s+/g, ' ')).toContain('1 judged queries are in some of the runs only');
    expect(err).toContain('b.run: 1 judged query not in the run: counted nowhere');
  });

  it('writes one line per measure and pair as CSV, all pairs of three runs', async () => {
    await writeFile(at('c.run'), QUERIES.map((q) => `${q} Q0 d${q} 1 2 C\n`).join(''));
    const { out } = await runCommand([
      ...['score', ...files, '--run', at('c.run'), '--csv', '--measure', 'num_ret'],
    ]);
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toContain('measure,better,a,b,score_a,score_b,difference,low,high,p,p_adjusted');
    expect(rows).toHaveLength(6 * 3);
    expect(rows.some((row) => row.startsWith('num_ret'))).toBe(false);
  });

  it.each([
    [['--compat', 'trec_eval'], 'prints one run'],
    [['--run', 'SAME'], 'is given twice'],
  ])('refuses %j', async (more, message) => {
    const words = more.map((word) => (word === 'SAME' ? at('a.run') : word));
    const { status, err } = await runCommand(['score', ...files, ...words]);
    expect([status, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('tells runs of one file name apart by their paths', async () => {
    await writeFile(at('same.json'), '{"20": {"d20": 1}}');
    const { runs } = JSON.parse(
      (
        await runCommand([
          ...['score', '--qrels', at('qrels.txt'), '--json', '--run', at('a.run')],
          ...['--run', `${folder}/./a.run`],
        ])
      ).out,
    ) as RunComparison;
    expect(runs.map(({ name }) => name)).toEqual([at('a.run'), `${folder}/./a.run`]);
  });
});
