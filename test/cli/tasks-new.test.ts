import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { ask } from '../../src/cli/input/ask.js';
import { parseLanguages } from '../../src/registry/new-task.js';
import { oraclePython, runPython } from '../support/oracle.js';
import { runCommand } from '../support/run-command.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-new-'));
const data = join(root, 'data');
const out = join(root, 'Mill.json');

beforeAll(() => {
  mkdirSync(join(data, 'qrels'), { recursive: true });
  writeFileSync(join(data, 'corpus.jsonl'), '{"_id": "d1", "text": "The mill."}\n');
  writeFileSync(join(data, 'queries.jsonl'), '{"_id": "q1", "text": "Where?"}\n');
  for (const split of ['dev', 'test'])
    writeFileSync(join(data, 'qrels', `${split}.tsv`), 'query-id\tcorpus-id\tscore\nq1\td1\t1\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const flags = [
  'tasks',
  'new',
  '--name',
  'Mill',
  '--data',
  data,
  '--description',
  'Questions about mills',
  '--out',
  out,
];

describe('tasks new', () => {
  it('writes a definition that validates, with the splits and the content hash of the data', async () => {
    const made = await runCommand([...flags, '--languages', 'quy-Latn']);
    expect([made.status, made.out]).toEqual([0, `${out}\n`]);
    const task = JSON.parse(readFileSync(out, 'utf8')) as unknown;
    expect(task).toMatchObject({
      name: 'Mill',
      eval_splits: ['dev', 'test'],
      eval_langs: ['quy-Latn'],
      loader: { kind: 'beir' },
      dataset: { path: './data', revision: expect.stringMatching(/^[0-9a-f]{40}/) },
    });
    expect((await runCommand(['tasks', 'validate', out])).out).toBe(`${out}: ok\n`);
  });

  it('does not replace a file unless it is told to', async () => {
    expect(await runCommand([...flags, '--languages', 'quy-Latn'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('--force'),
    });
    expect((await runCommand([...flags, '--languages', 'spa-Latn', '--force'])).status).toBe(0);
  });

  it.each([
    ['a language that is none', ['--languages', 'qu-Latn'], '"que" (Quechua)'],
    [
      'a metric that MTEB does not write',
      ['--languages', 'quy-Latn', '--main-score', 'ndcg@10'],
      'ndcg_at_10',
    ],
    [
      'a day that is none',
      ['--languages', 'quy-Latn', '--date', '2020-02-30,2021-01-01'],
      '"2020-02-30" is no day',
    ],
    ['no language, away from a terminal', [], 'missing: --language'],
  ])('refuses %s and writes nothing', async (_what, more, message) => {
    const target = join(root, 'Mill', 'Mill.json');
    const refused = await runCommand([...flags.slice(0, -1), target, ...more]);
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(target)).toBe(false);
  });
});

(oraclePython === undefined ? describe.skip : describe)('tasks new at a terminal', () => {
  it('asks what no flag said, again where an answer will not do, and writes what flags would have written', async () => {
    const asked = join(root, 'asked', 'Mill.json');
    const steps = [
      ['Name of the task', 'two words'],
      ['letters, digits', 'Mill'],
      ['Folder with the data', join(root, 'nowhere')],
      ['no such folder', data],
      ['What a query is', 'Questions about mills'],
      ['Licence', ''],
      ['Language', 'qu-Latn'],
      ['tasks use ISO 639-3', 'quy-Latn'],
    ];
    const shown = await runPython([
      packagePath('test', 'support', 'terminal.py'),
      JSON.stringify(steps),
      process.execPath,
      packagePath('dist', 'cli', 'main.js'),
      'tasks',
      'new',
      '--out',
      asked,
    ]);
    expect(JSON.parse(shown)).toMatchObject({ status: 0, seen: expect.stringContaining(asked) });
    expect((await runCommand([...flags, '--languages', 'quy-Latn', '--force'])).status).toBe(0);
    const byFlags = JSON.parse(readFileSync(out, 'utf8')) as { dataset: object };
    // the data lie beside one of the two files only, and a definition names what is not beside it
    // in full
    expect(JSON.parse(readFileSync(asked, 'utf8'))).toEqual({
      ...byFlags,
      dataset: { ...byFlags.dataset, path: data },
    });
  }, 120_000);
});

describe('languages as they are typed', () => {
  it('are a list without subsets, and subset to tags with them', () => {
    expect(parseLanguages(['quy-Latn'])).toEqual(['quy-Latn']);
    expect(parseLanguages(['quy=quy-Latn', 'quy-spa=quy-Latn+spa-Latn'])).toEqual({
      quy: ['quy-Latn'],
      'quy-spa': ['quy-Latn', 'spa-Latn'],
    });
  });

  it.each([[['quy-Latn', 'a=spa-Latn']], [['a=']], [['a=quy-Latn', 'a=spa-Latn']]])(
    '%j is refused',
    (entries) => {
      expect(() => parseLanguages(entries)).toThrow(expect.objectContaining({ code: 'GB_USAGE' }));
    },
  );
});

describe('questions', () => {
  it('are asked until the answer will do; empty takes the default or nothing', async () => {
    let said = '';
    const answers = await ask(
      [
        {
          key: 'name',
          text: 'Name',
          fault: (answer) => (answer.includes(' ') ? 'no blanks' : undefined),
        },
        { key: 'score', text: 'Score', fallback: 'ndcg_at_10' },
        { key: 'license', text: 'Licence', optional: true },
        { key: 'last', text: 'Last' },
      ],
      Readable.from(['a b\n\nMill\n', '\n\nend\n']),
      (text) => void (said += text),
    );
    expect(Object.fromEntries(answers)).toEqual({ name: 'Mill', score: 'ndcg_at_10', last: 'end' });
    expect(said).toBe(
      'Name:   no blanks\nName:   an answer is needed\nName: Score [ndcg_at_10]: Licence [none]: Last: ',
    );
  });

  it('that stay open are an error', async () => {
    await expect(
      ask([{ key: 'name', text: 'Name' }], Readable.from([]), () => undefined),
    ).rejects.toMatchObject({ code: 'GB_USAGE', message: 'no answer for --name' });
  });
});
