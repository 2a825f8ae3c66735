import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../../src/base/folders.js';
import { fitsTrec, flags, writeCase, type CaseForm } from '../../support/metric-case-files.js';
import { readCases, type MetricCase } from '../../support/metric-cases.js';
import { runCommand } from '../../support/run-command.js';

const ORACLE = packagePath('..', 'shared', 'mteb', 'metrics-oracle');
const shipped = readCases(packagePath('test', 'fixtures', 'metrics', 'cases'));
const all = [...readCases(ORACLE), ...readCases(`${ORACLE}/extra`)];

interface Printed {
  scores: Record<string, number | null>;
  undefined: string[];
  queries: number;
  per_query: Record<string, Record<string, number>>;
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-score-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(one: MetricCase, form: CaseForm): Promise<void> {
  const files = writeCase(folder, one, form);
  const { status, out, err } = await runCommand([
    'score',
    '--qrels',
    files.qrels,
    '--run',
    files.run,
    ...flags(one),
    '--by-query',
    '--json',
  ]);
  expect([status, err.replace(/warning: .*\n/g, '')]).toEqual([0, '']);
  const printed = JSON.parse(out) as Printed;
  expect(Object.entries(printed.scores)).toEqual(
    one.expected.map(([key, value]) => [key, Number.isNaN(value) ? null : value + 0]),
  );
  expect(printed.undefined).toEqual(
    one.expected.filter(([, value]) => Number.isNaN(value)).map(([key]) => key),
  );
  expect(Object.keys(printed.per_query)).toHaveLength(printed.queries);
  for (const [query, values] of Object.entries(one.perQuery ?? {}))
    expect(printed.per_query[query]?.['map_at_1000']).toBe(values['map_cut_1000']);
}

describe.each([
  ['shipped', shipped],
  ['../shared/mteb/metrics-oracle', all],
] as const)('score --json on the golden cases: %s', (_label, cases) => {
  if (cases.length === 0) {
    it.skip('skipped: ../shared/mteb/metrics-oracle is not here', () => undefined);
    return;
  }
  it.each(cases.map((one) => [one.name, one] as const))('%s as JSON', (_name, one) =>
    check(one, 'json'),
  );
  it.each(cases.filter(fitsTrec).map((one) => [one.name, one] as const))(
    '%s as TREC files, the run packed',
    (_name, one) => check(one, 'trec'),
  );
  it('qrels as TSV with a header', async () => {
    for (const one of cases.filter(fitsTrec).slice(0, 8)) await check(one, 'tsv');
  });
});
