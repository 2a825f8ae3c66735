import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/package-path.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import { variant } from '../support/checkpoint-copy.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { expectSameScores, readOracleScores } from '../support/oracle-scores.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

const WORDS = 'ama sumaq wasi runa llaqta mayu inti killa quyllur rumi sara papa yaku para wayra urqu allpa sacha tika urpi'.split(' ');
const words = (from: number, count: number, step: number): string => Array.from({ length: count }, (_, i) => WORDS[(from + i * step) % WORDS.length]).join(' ');
/** Ids that a reader could take for numbers or dates; ends that Python and JavaScript strip differently. */
const idOf = (i: number): string => [`${i}`, `2020-01-${String(i + 1).padStart(2, '0')}`, `d${i}`, `1e${i}`][i % 4] ?? '';
const ODD = ['', '\u0085', '\ufeff', '\u3000', ' '];

/** Invented texts (CC0) in BEIR form. */
function writeSubset(folder: string, shift: number): void {
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const documents = Array.from({ length: 28 }, (_, i) => ({ _id: idOf(i), title: i % 3 === 0 ? `Suti ${i}` : '', text: `${ODD[i % 5]}${words(i + shift, 6 + (i % 5), 1 + (i % 7))} 🙂${ODD[(i + 2) % 5]}` }));
  const queries = Array.from({ length: 18 }, (_, i) => ({ _id: `q${i}`, text: `${words(i + shift, 3, 1 + (i % 7))}?` }));
  writeFileSync(join(folder, 'corpus.jsonl'), lines(documents));
  writeFileSync(join(folder, 'queries.jsonl'), lines(queries));
  const qrels = queries.slice(0, 17).flatMap(({ _id }, i) => [`${_id}\t${idOf(i)}\t${1 + (i % 2)}`, `${_id}\t${idOf((i + 9) % 28)}\t${i % 3 === 0 ? 1 : 0}`]);
  writeFileSync(join(folder, 'qrels', 'test.tsv'), `query-id\tcorpus-id\tscore\n${qrels.join('\n')}\n`);
}

const cases = [
  { name: 'TownHall', subsets: ['default'], languages: 'quy-Latn', file: 'mteb/tasks/retrieval/quy/town_hall.py' },
  { name: 'TownHallPairs', subsets: ['quy', 'quy-spa'], languages: 'quy=quy-Latn,quy-spa=quy-Latn+spa-Latn', file: 'mteb/tasks/retrieval/multilingual/town_hall_pairs.py' },
] as const;

(oraclePython === undefined ? describe.skip : describe).each(cases)('$name: made by tasks new, exported, and evaluated by Python mteb', ({ name, subsets, languages, file }) => {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-export-'));
  const data = join(folder, 'data');
  const definition = join(folder, `${name}.json`);
  const out = join(folder, 'export');
  const checkpoint = packagePath(variant('prompt-default'));
  useTemporaryCache();

  beforeAll(async () => {
    subsets.forEach((subset, i) => writeSubset(subset === 'default' ? data : join(data, subset), i * 5));
    const made = await runCommand(['tasks', 'new', '--name', name, '--data', data, '--languages', languages, '--description', 'Questions to a town hall "and" answers', '--license', 'cc0-1.0', '--domains', 'Government,Written', '--date', '2020-01-01,2024-12-31', '--annotations', 'derived', '--sample-creation', 'created', '--out', definition]);
    expect([made.status, made.err.includes('error')]).toEqual([0, false]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the same scores and statistics there as here', async () => {
    const exported = await runCommand(['tasks', 'export', definition, '--data', data, '--out', out, '--json']);
    expect(exported.status).toBe(0);
    const written = JSON.parse(exported.out) as { taskFile: string; className: string; statisticsFile: string; datasetFolder: string };
    expect(written.taskFile).toBe(join(out, file));
    const answer = join(folder, 'mteb.json');
    await runPython([packagePath('test', 'parity', 'run_exported.py'), written.taskFile, written.className, written.datasetFolder, checkpoint, answer]);
    const reference = readOracleScores(answer) as unknown as { scores: { test: Record<string, Record<string, number>> }; statistics: unknown };

    const run = await runCommand(['run', '-m', checkpoint, '-t', definition, '--data', data, '--out', join(folder, 'results'), '--json']);
    expect(run.status).toBe(0);
    const finished = JSON.parse(run.out.trim().split('\n').at(-1) ?? '') as { files: string[] };
    const result = JSON.parse(readFileSync(finished.files.find((path) => path.endsWith(`${name}.json`) && !path.includes('typology')) ?? '', 'utf8')) as TaskResult;
    const ours = Object.fromEntries((result.scores['test'] ?? []).map((entry) => [entry.hf_subset, entry]));
    expect(Object.keys(ours).sort()).toEqual([...subsets].sort());
    for (const subset of subsets) expectSameScores(ours[subset] as unknown as Record<string, number>, reference.scores.test[subset], 1e-5);

    expect(JSON.parse(readFileSync(written.statisticsFile, 'utf8'))).toEqual(reference.statistics);
  }, 300_000);
});
