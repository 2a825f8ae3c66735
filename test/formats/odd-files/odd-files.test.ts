import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isGlottobenchError } from '../../../src/base/errors.js';
import { packagePath } from '../../../src/base/folders.js';
import { LOADERS } from '../../../src/data/generated/loaders.js';
import { readJsonLines } from '../../../src/formats/jsonl.js';
import { readQrels } from '../../../src/formats/qrels-file.js';
import { readRun } from '../../../src/formats/run-file.js';
import { oraclePython, runPython } from '../../support/oracle.js';
import { LAYOUTS, oddFile, type Layout } from './generate.js';

/** Cases of one layout; nine layouts. */
const CASES = 600;
/** Of what the ruling reference reads, at least so much is read. */
const LEAST_READ = 0.8;

type Triples = readonly (readonly [string, string, unknown])[];
interface Case {
  readonly layout: Layout;
  readonly path: string;
  readonly seed: number;
}

let folder = '';
let cases: Case[] = [];
let reference: (Triples | null)[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'glottobench-odd-'));
  cases = LAYOUTS.flatMap((layout, l) =>
    Array.from({ length: CASES }, (_, i) => {
      const seed = l * 1_000_000 + i;
      const file = oddFile(layout, seed);
      const path = join(folder, `${layout}-${String(i)}`);
      writeFileSync(path, file.bytes);
      writeFileSync(`${path}.reference`, file.forReference);
      return { layout, path, seed };
    }),
  );
  if (oraclePython === undefined) return;
  const list = join(folder, 'cases.json');
  const out = join(folder, 'reference.json');
  writeFileSync(
    list,
    JSON.stringify(cases.map(({ layout, path }) => ({ layout, path: `${path}.reference` }))),
  );
  await runPython([packagePath('test', 'oracle', 'odd_files.py'), list, out]);
  // Python writes NaN for a title that is none.
  reference = JSON.parse(readFileSync(out, 'utf8').replaceAll('NaN', 'null')) as typeof reference;
}, 300_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What we read, or the refusal. */
async function read({ layout, path }: Case): Promise<Triples | { readonly refused: string }> {
  try {
    if (layout === 'corpus') return await corpusRows(path);
    if (layout === 'trec-run' || layout === 'json-run')
      return (await readRun(path)).flatMap(({ query, docs, scores }) =>
        docs.map((document, i) => [query, document, scores[i]] as const),
      );
    return [...(await readQrels(path))].flatMap(([query, grades]) =>
      [...grades].map(([document, grade]) => [query, document, grade] as const),
    );
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    expect(error.place.file).toBe(path);
    return { refused: `${String(error.place.line ?? '')} ${error.message}` };
  }
}

async function corpusRows(path: string): Promise<Triples> {
  const rows: [string, string, unknown][] = [];
  for await (const batch of readJsonLines(path, { name: path }))
    for (const row of batch.rows)
      rows.push([String(row['_id']), (row['title'] ?? null) as string, row['text']]);
  return rows;
}

/** Later judgements of a pair replace earlier ones, and order is no part of a set of triples. */
function asSet(triples: Triples): unknown {
  return [
    ...new Map(triples.map((triple) => [JSON.stringify(triple.slice(0, 2)), triple])).values(),
  ]
    .map((triple) => JSON.stringify(triple))
    .sort();
}

const compared = oraclePython === undefined ? describe.skip : describe;

compared('odd files', () => {
  it.each(LAYOUTS)(
    '%s: the triples of the reference that rules, or a refusal',
    async (layout) => {
      let readable = 0;
      let ours = 0;
      const wrong: unknown[] = [];
      for (const [i, one] of cases.entries()) {
        if (one.layout !== layout) continue;
        const found = await read(one);
        const expected = reference[i];
        if (expected === null || expected === undefined) continue;
        readable++;
        if ('refused' in found) continue;
        ours++;
        if (JSON.stringify(asSet(found)) !== JSON.stringify(asSet(expected)))
          wrong.push({ seed: one.seed, found, expected });
      }
      expect(wrong).toEqual([]);
      process.stderr.write(
        `${layout}: ${String(ours)} of ${String(readable)} that the reference reads are read\n`,
      );
      expect(readable).toBeGreaterThan(CASES / 2);
      expect(ours / readable).toBeGreaterThanOrEqual(LEAST_READ);
    },
    120_000,
  );
});

describe('run and score', () => {
  it('read the same triples out of every file of judgements, or refuse it alike', async () => {
    const beir = LOADERS.beir;
    for (const one of cases) {
      if (['corpus', 'trec-run', 'json-run'].includes(one.layout)) continue;
      const byScore = await read(one);
      const byRun = await beirTriples(beir, one.path);
      if ('refused' in byScore) expect(byRun).toBeUndefined();
      else expect(byRun).toEqual(asSet(byScore));
    }
  }, 180_000);
});

async function beirTriples(beir: (typeof LOADERS)['beir'], path: string): Promise<unknown> {
  const empty = join(folder, 'empty.jsonl');
  writeFileSync(empty, '');
  try {
    const { qrels } = await beir.load({
      definition: { eval_langs: ['eng-Latn'] } as never,
      split: 'test',
      subset: 'default',
      source: {
        kind: 'folder',
        name: 'odd',
        revision: 'x',
        list: () => Promise.resolve(['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv']),
        localPath: (name: string) => Promise.resolve(name.startsWith('qrels') ? path : empty),
      } as never,
      warnings: { add: () => undefined, messages: [] } as never,
      signal: undefined,
    });
    if (qrels.size === 0) return undefined;
    return asSet(
      [...qrels].flatMap(([query, grades]) =>
        [...grades].map(([document, grade]) => [query, document, grade] as const),
      ),
    );
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    return undefined;
  }
}
