import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import type { TaskResult } from '../../src/types/generated/task-result.js';
import type { ScoreDictionary } from '../../src/types/scores.js';
import { variant } from '../support/checkpoint-copy.js';
import { oraclePython, runPythonJobs } from '../support/oracle.js';
import { expectSameScores, readOracleScores } from '../support/oracle-scores.js';
import { runCommand } from '../support/run-command.js';
import { useTemporaryCache } from '../support/temporary-cache.js';

const WORDS =
  'ama sumaq wasi runa llaqta mayu inti killa quyllur rumi sara papa yaku para wayra urqu allpa sacha tika urpi'.split(
    ' ',
  );
const words = (from: number, count: number, step: number): string =>
  Array.from({ length: count }, (_, i) => WORDS[(from + i * step) % WORDS.length]).join(' ');
/**
 * Ids that a reader could take for numbers or dates; ends that Python and JavaScript strip
 * differently.
 */
const idOf = (i: number): string =>
  [`${i}`, `2020-01-${String(i + 1).padStart(2, '0')}`, `d${i}`, `1e${i}`][i % 4] ?? '';
const ODD = ['', '\u0085', '\ufeff', '\u3000', ' '];

/** Invented texts (CC0) in BEIR form. */
function writeSubset(folder: string, shift: number): void {
  mkdirSync(join(folder, 'qrels'), { recursive: true });
  const lines = (rows: readonly object[]): string =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const documents = Array.from({ length: 28 }, (_, i) => ({
    _id: idOf(i),
    title: i % 3 === 0 ? `Suti ${i}` : '',
    text: `${ODD[i % 5]}${words(i + shift, 6 + (i % 5), 1 + (i % 7))} 🙂${ODD[(i + 2) % 5]}`,
  }));
  const queries = Array.from({ length: 18 }, (_, i) => ({
    _id: `q${i}`,
    text: `${words(i + shift, 3, 1 + (i % 7))}?`,
  }));
  writeFileSync(join(folder, 'corpus.jsonl'), lines(documents));
  writeFileSync(join(folder, 'queries.jsonl'), lines(queries));
  const qrels = queries
    .slice(0, 17)
    .flatMap(({ _id }, i) => [
      `${_id}\t${idOf(i)}\t${1 + (i % 2)}`,
      `${_id}\t${idOf((i + 9) % 28)}\t${i % 3 === 0 ? 1 : 0}`,
    ]);
  writeFileSync(
    join(folder, 'qrels', 'test.tsv'),
    `query-id\tcorpus-id\tscore\n${qrels.join('\n')}\n`,
  );
}

const cases = [
  {
    name: 'TownHall',
    subsets: ['default'],
    languages: 'quy-Latn',
    file: 'mteb/tasks/retrieval/quy/town_hall.py',
  },
  {
    name: 'TownHallPairs',
    subsets: ['quy', 'quy-spa'],
    languages: 'quy=quy-Latn,quy-spa=quy-Latn+spa-Latn',
    file: 'mteb/tasks/retrieval/multilingual/town_hall_pairs.py',
  },
] as const;

/** What `tasks export --json` says it wrote. */
interface Export {
  readonly taskFile: string;
  readonly className: string;
  readonly statisticsFile: string;
  readonly datasetFolder: string;
}

interface Reference {
  readonly scores: { readonly test: Readonly<Record<string, ScoreDictionary>> };
  readonly statistics: unknown;
}

(oraclePython === undefined ? describe.skip : describe)(
  'tasks made by tasks new, exported, and evaluated by Python mteb',
  () => {
    const root = mkdtempSync(join(tmpdir(), 'glottobench-export-'));
    const checkpoint = packagePath(variant('prompt-default'));
    const exports = new Map<string, Export>();
    const place = (
      name: string,
    ): Record<'data' | 'definition' | 'out' | 'answer' | 'results', string> => ({
      data: join(root, name, 'data'),
      definition: join(root, name, `${name}.json`),
      out: join(root, name, 'export'),
      answer: join(root, name, 'mteb.json'),
      results: join(root, name, 'results'),
    });
    useTemporaryCache();

    beforeAll(async () => {
      for (const { name, subsets, languages } of cases) {
        const { data, definition, out } = place(name);
        subsets.forEach((subset, i) =>
          writeSubset(subset === 'default' ? data : join(data, subset), i * 5),
        );
        const made = await runCommand([
          'tasks',
          'new',
          '--name',
          name,
          '--data',
          data,
          '--languages',
          languages,
          '--description',
          'Questions to a town hall "and" answers',
          '--license',
          'cc0-1.0',
          '--domains',
          'Government,Written',
          '--date',
          '2020-01-01,2024-12-31',
          '--annotations',
          'derived',
          '--sample-creation',
          'created',
          '--out',
          definition,
        ]);
        expect([made.status, made.err.includes('error')]).toEqual([0, false]);
        const exported = await runCommand([
          'tasks',
          'export',
          definition,
          '--data',
          data,
          '--out',
          out,
          '--json',
        ]);
        expect(exported.status).toBe(0);
        exports.set(name, JSON.parse(exported.out) as Export);
      }
      const program = packagePath('test', 'parity', 'run_exported.py');
      await runPythonJobs(
        [...exports].map(([name, { taskFile, className, datasetFolder }]) => [
          program,
          taskFile,
          className,
          datasetFolder,
          checkpoint,
          place(name).answer,
        ]),
      );
    }, 300_000);
    afterAll(() => rmSync(root, { recursive: true }));

    it.each(cases)(
      '$name has the same scores and statistics there as here',
      async ({ name, subsets, file }) => {
        const { data, definition, out, answer, results } = place(name);
        expect(exports.get(name)?.taskFile).toBe(join(out, file));
        const reference = readOracleScores(answer) as unknown as Reference;
        const run = await runCommand([
          'run',
          '-m',
          checkpoint,
          '-t',
          definition,
          '--data',
          data,
          '--out',
          results,
          '--json',
        ]);
        expect(run.status).toBe(0);
        const finished = JSON.parse(run.out.trim().split('\n').at(-1) ?? '') as { files: string[] };
        const result = JSON.parse(
          readFileSync(
            finished.files.find(
              (path) => path.endsWith(`${name}.json`) && !path.includes('typology'),
            ) ?? '',
            'utf8',
          ),
        ) as TaskResult;
        const ours = Object.fromEntries(
          (result.scores['test'] ?? []).map((entry) => [entry.hf_subset, entry]),
        );
        expect(Object.keys(ours).sort()).toEqual([...subsets].sort());
        for (const subset of subsets)
          expectSameScores(
            ours[subset] as unknown as ScoreDictionary,
            reference.scores.test[subset],
            1e-5,
          );
        expect(JSON.parse(readFileSync(exports.get(name)?.statisticsFile ?? '', 'utf8'))).toEqual(
          reference.statistics,
        );
      },
      60_000,
    );
  },
);
