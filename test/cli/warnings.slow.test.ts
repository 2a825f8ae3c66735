import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { validateAgainst } from '../../src/base/validate.js';
import type { Aggregation } from '../../src/types/generated/aggregation.js';
import type { Comparison } from '../../src/types/generated/comparison.js';
import type { RunManifest } from '../../src/types/generated/run-manifest.js';
import type { Warning } from '../../src/types/generated/warning.js';
import { WARNINGS, type WarningCode } from '../../src/warnings/table.js';
import { plant, PLANTED, QRELS, QUERIES, write, type Planted } from '../support/planted-defects.js';
import { runCommand } from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-doubts-'));
afterAll(() => rmSync(root, { recursive: true }));

function manifest(out: string, model: string): RunManifest {
  return JSON.parse(readFileSync(join(out, model, 'run', 'manifest.json'), 'utf8')) as RunManifest;
}

const BM25 = join('glottobench__bm25', 'v1');
const CELL = { task: 'TinyTown', split: 'test', subset: 'default' };

describe('data with one defect', () => {
  it.each(Object.entries(PLANTED) as [WarningCode, Planted][])(
    '%s is on the terminal, an event, in the manifest, and beside the number in aggregate and compare',
    async (code, planted) => {
      const { run, out } = plant(root, code, planted);
      const { count = 1, examples, also = [] } = planted;
      const record: Warning = {
        code,
        cell: CELL,
        count,
        examples: [...examples],
        remedy: WARNINGS[code].remedy,
      };
      const codes = [...also, code];

      const done = await runCommand([...run, '-m', 'bm25']);
      expect(done.status).toBe(0);
      const said = done.err.split('\n').filter((line) => line.startsWith('warning: '));
      expect(said).toHaveLength(codes.length);
      expect(said.at(-1)).toContain(
        `TinyTown test default: ${count} ${WARNINGS[code].unit[count === 1 ? 0 : 1]} ${WARNINGS[code].finding} (${examples.join(', ')}). ${record.remedy}`,
      );
      // In the table of the run a sign, without saying it all again.
      expect(done.out).toMatch(/[†‡]/);
      expect(done.out).toContain(`${code}, as warned above`);
      expect(done.out).not.toContain(record.remedy);

      expect(manifest(out, BM25).cells[0]?.warnings).toHaveLength(codes.length);
      expect(manifest(out, BM25).cells[0]?.warnings).toContainEqual(record);

      const events = await runCommand([...run, '-m', 'bm25,random', '--json', '--strict-data']);
      // One is kept, one is run now: both say it, and a strict run ends with its own status.
      expect(events.status).toBe(6);
      const warnings = events.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Warning & { type: string; model: string })
        .filter((event) => event.type === 'warning' && event.code === code);
      expect(warnings.map(({ model }) => model)).toEqual([
        'glottobench/bm25',
        'glottobench/random',
      ]);
      expect(warnings[0]).toMatchObject(record);

      const sign = codes.length === 1 ? '†' : '†‡';
      const aggregated = await runCommand(['aggregate', out, '--draws', '0']);
      expect(aggregated.out).toMatch(new RegExp(`language mean +1 +\\S+${sign}`));
      expect(aggregated.out.replace(/\s+/g, ' ')).toContain(
        `${sign.at(-1) ?? ''} TinyTown test default: ${count} `,
      );
      const grouped = JSON.parse(
        (await runCommand(['aggregate', out, '--json'])).out,
      ) as Aggregation;
      expect(grouped.slices[0]?.warnings).toContainEqual(record);
      expect(grouped.slices[0]?.groupings[0]?.groups.flatMap(({ warnings: own }) => own)).toContain(
        code,
      );
      expect((await runCommand(['aggregate', out, '--csv'])).out).toContain(code);

      const compared = await runCommand(['compare', 'bm25', 'random', '--results', out]);
      expect(compared.out).toMatch(new RegExp(`all +1 +\\d +\\S+${sign} +\\S+${sign}`));
      const pairs = JSON.parse(
        (await runCommand(['compare', 'bm25', 'random', '--results', out, '--json'])).out,
      ) as Comparison;
      expect(pairs.models.map(({ warnings: own }) => own)).toEqual([
        expect.arrayContaining([record]),
        expect.arrayContaining([record]),
      ]);
      expect(validateAgainst('comparison.schema.json', pairs)).toEqual([]);
      expect(validateAgainst('aggregation.schema.json', grouped)).toEqual([]);
    },
  );
});

describe('languages of a parallel task with unequal numbers of questions', () => {
  it('are marked, whether the cells came in one run or in two', async () => {
    const { file, run, out, folder } = plant(root, 'unequal', {
      task: {
        eval_langs: {
          'deu-eng': ['deu-Latn', 'eng-Latn'],
          'fra-eng': ['fra-Latn', 'eng-Latn'],
          'swh-eng': ['swh-Latn', 'eng-Latn'],
        },
        subset_direction: 'query-document',
      },
    });
    for (const subset of ['deu-eng', 'fra-eng', 'swh-eng']) {
      const at = join(folder, 'data', subset);
      write(join(at, 'corpus.jsonl'), readFileSync(join(folder, 'data', 'corpus.jsonl'), 'utf8'));
      const fewer = subset === 'fra-eng' ? 1 : 2;
      write(
        join(at, 'queries.jsonl'),
        QUERIES.slice(0, fewer)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
      );
      write(
        join(at, 'qrels', 'test.tsv'),
        `${['query-id\tcorpus-id\tscore', ...QRELS.slice(0, fewer)].join('\n')}\n`,
      );
    }
    expect(readFileSync(file, 'utf8')).toContain('swh-eng');
    const whole = await runCommand([...run, '-m', 'bm25']);
    expect([whole.status, whole.err]).toEqual([
      0,
      expect.stringContaining(
        'TinyTown test fra-eng: 1 question more or fewer than in most subsets',
      ),
    ]);
    const expected: Warning = {
      code: 'unequal-questions',
      cell: { task: 'TinyTown', split: 'test', subset: 'fra-eng' },
      count: 1,
      examples: ['fra-eng: 1', '2 of 3 subsets: 2'],
      remedy: WARNINGS['unequal-questions'].remedy,
    };
    const warned = (folderOf: string): (Warning[] | undefined)[] =>
      manifest(folderOf, BM25).cells.map(({ warnings }) => warnings);
    expect(warned(out)).toEqual([undefined, [expected], undefined]);
    const aggregated = await runCommand(['aggregate', out, '--by', 'family', '--draws', '0']);
    expect(aggregated.out).toMatch(/Indo-European +2 +\S+†/);
    expect(aggregated.out).toMatch(/Atlantic-Congo +1 +[.\d]+ /);

    const second = [...run.slice(0, -1), `${out}-2`];
    await runCommand([...second, '-m', 'bm25', '--subset', 'fra-eng']);
    expect(warned(`${out}-2`)).toEqual([undefined]);
    const rest = await runCommand([...second, '-m', 'bm25', '--strict-data']);
    expect(rest.status).toBe(6);
    expect(rest.err).toContain('1 question more or fewer');
    expect(warned(`${out}-2`)).toEqual(warned(out));
  });
});

describe('sound data', () => {
  it('print no warning and have no mark, and pass a strict run', async () => {
    const { run, out } = plant(root, 'sound', {});
    const done = await runCommand([...run, '-m', 'bm25,random', '--strict-data']);
    expect([done.status, done.err]).toEqual([0, expect.not.stringContaining('warning: ')]);
    expect(done.out).not.toMatch(/[†‡§¶‖]/);
    expect(JSON.stringify(manifest(out, BM25))).not.toContain('"warnings"');
    for (const command of [
      ['aggregate', out],
      ['compare', 'bm25', 'random', '--results', out],
    ])
      expect((await runCommand(command)).out).not.toMatch(/[†‡§¶‖]/);
  });

  it('is also a query that another split of the folder judges', async () => {
    const { run, folder } = plant(root, 'splits', { queries: [{ _id: 'q3', text: 'Who rings?' }] });
    write(join(folder, 'data', 'qrels', 'dev.tsv'), 'query-id\tcorpus-id\tscore\nq3\td3\t1\n');
    const done = await runCommand([...run, '-m', 'bm25', '--strict-data']);
    expect([done.status, done.err]).toEqual([0, expect.not.stringContaining('warning: ')]);
  });
});

describe('a manifest that cannot be read', () => {
  it('leaves its numbers out, since what is known against them is not known', async () => {
    const out = join(root, 'broken');
    await runCommand([
      ...['run', '-m', 'bm25,random', '-t', 'UDHRRetrieval', '--subset', 'eng-eng', '--out', out],
    ]);
    write(join(out, BM25, 'run', 'manifest.json'), '{');
    const done = await runCommand(['aggregate', out, '--draws', '0']);
    expect([done.status, done.err]).toEqual([
      1,
      expect.stringMatching(/^left out: .*manifest\.json/),
    ]);
    expect(done.out).toContain('glottobench/random');
    expect(done.out).not.toContain('glottobench/bm25');
  });
});
