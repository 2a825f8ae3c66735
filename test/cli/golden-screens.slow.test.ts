import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { runProgram } from '../../src/cli/program.js';
import { longestWord, widthOf } from '../../src/report/write/text.js';

// Every screen of every command on the demo's results, at 80 and 120 columns and without a
// terminal. It runs the demo once.
let folder = '';
let results = '';
let demo: Screen = { out: '', err: '', status: -1 };
/** The demo's results of an earlier try, where a developer keeps them. */
const KEPT = process.env['GLOTTOBENCH_DEMO_RESULTS'];

interface Screen {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

async function screen(argv: readonly string[], columns: number): Promise<Screen> {
  let [out, err] = ['', ''];
  const status = await runProgram(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: { ...process.env, GLOTTOBENCH_CACHE: join(folder, 'cache') },
    interactive: false,
    columns,
    talkColumns: columns,
    called: 'npx glottobench',
    signal: new AbortController().signal,
  });
  return { out, err, status };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gb-'));
  results = KEPT ?? join(folder, 'results');
  if (KEPT === undefined || !existsSync(KEPT))
    demo = await screen(['demo', '--out', results, '--quiet'], 80);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HYBRID = 'glottobench/tiny-hybrid';
const CROSS = 'glottobench/tiny-cross-lingual';
const CHECKPOINT = packagePath('examples', 'tiny-hybrid', 'checkpoints', 'hybrid');
const QRELS = packagePath('examples', 'score', 'qrels.tsv');
const [RUN, OTHER] = ['run.trec', 'run.json'].map((name) => packagePath('examples', 'score', name));
const QUICK = ['--draws', '200', '--flips', '200'];

/** Command lines; RESULTS is where the demo wrote to. */
const LINES: readonly (readonly string[])[] = [
  [],
  ...['tasks', 'models', 'results', 'cache'].map((group) => [group]),
  ...COMMANDS.map(({ path }) => [...path, '--help']),
  ['aggregate', 'RESULTS', '--by', 'family,script-class,word-order', '--draws', '200'],
  ['aggregate', 'RESULTS', '--model', HYBRID, '--by', 'family,seen', '--draws', '200'],
  ['aggregate', 'RESULTS', '--mteb'],
  ['compare', 'RESULTS', ...QUICK],
  ['compare', HYBRID, CROSS, '--results', 'RESULTS', '--by', 'script-class', ...QUICK],
  ['regress', 'RESULTS', '--backbone', 'xlmr', '--draws', '200'],
  ['power', '--pilot', `${HYBRID},${CROSS}`, '--results', 'RESULTS', '--by', 'script-class'],
  ['power', '-t', 'UDHRRetrieval', '--by', 'word-order,seen:xlmr'],
  ['results', 'bias', 'RESULTS', '--matrix', 'share,answers,mrc'],
  ['results', 'validate', 'RESULTS', '--strict'],
  ['results', 'import', 'RESULTS', '--dry-run'],
  ['run', '-m', 'bm25', '-t', 'UDHRRetrieval', '--out', 'RESULTS', '--dry-run'],
  ['run', '-m', 'bm25,random', '-t', 'UDHRRetrieval', '--out', 'RESULTS', '--dry-run'],
  ['run', '-m', 'bm25', '-t', 'UDHRRetrieval', '--print-config'],
  ['score', '--qrels', QRELS, '--run', RUN ?? '', '--by-query'],
  ['score', '--qrels', QRELS, '--run', RUN ?? '', '--run', OTHER ?? '', '--by-query'],
  ['tasks', 'list', '--language', 'swa', '--runnable'],
  ['tasks', 'show', 'MLQARetrieval'],
  ['tasks', 'validate', packagePath('tasks', 'own', 'UDHRRetrieval.json')],
  ['models', 'list'],
  ['models', 'list', '--registry'],
  ['models', 'show', 'intfloat/multilingual-e5-small'],
  ['models', 'inspect', CHECKPOINT],
  ['cache', 'info'],
  ['cache', 'verify'],
  ['cache', 'clear', '--dry-run'],
  ['doctor'],
  ['run', '--dry-rnu', '--prompt-qeury', 'x'],
  ['available-tasks'],
];

const linesOf = ({ out, err }: Screen): string[] => `${out}\n${err}`.split('\n');
const wordsOf = (one: Screen): string[] => `${one.out} ${one.err}`.split(/\s+/);

/** Tables that go on in further blocks: the texts at the left of each block. */
function blockLabels(out: string): string[][] {
  return out
    .split(/\n\n+/)
    .filter((block) => /^ {2}\S/.test(block))
    .map((block) =>
      block.split('\n').flatMap((line) => /^ {2}(\S.*?)(?: {2,}|$)/.exec(line)?.[1] ?? []),
    );
}

describe.each([80, 120])('at %d columns', (columns) => {
  it.each(LINES.map((line) => [line.join(' ').replaceAll(packagePath(), ''), line] as const))(
    'glottobench %s fits, and cuts nothing',
    async (_, line) => {
      const argv = line.map((word) => (word === 'RESULTS' ? results : word));
      const narrow = await screen(argv, columns);
      expect(narrow.status).not.toBe(1);
      // A word alone may be wider than the terminal (a path, a name): it stays whole.
      const wide = linesOf(narrow).filter(
        (text) => widthOf(text) > columns && longestWord(text) + 14 < columns,
      );
      expect(wide).toEqual([]);
      expect(linesOf(narrow).filter((text) => /[\p{L}\p{N}_]…|…[\p{L}\p{N}_]/u.test(text))).toEqual(
        [],
      );
      if (argv.includes('--help') || argv.length < 2) return;
      const whole = new Set(wordsOf(narrow));
      const free = await screen(argv, Infinity);
      expect(linesOf(free).filter((text) => text.includes('too narrow for'))).toEqual([]);
      const spared = narrow.out.includes('too narrow for');
      expect(wordsOf(free).filter((word) => !whole.has(word) && !spared)).toEqual([]);
    },
    60_000,
  );

  it('repeats the names of its rows in every block', async () => {
    const { out } = await screen(['aggregate', results, '--by', 'family', '--draws', '0'], columns);
    const models = ['bm25', 'tiny-cross-lingual', 'tiny-hybrid', 'tiny-monolingual'];
    const blocks = blockLabels(out).filter((labels) => labels[0] === 'model');
    for (const labels of blocks)
      for (const name of models) expect(labels).toContain(`glottobench/${name}`);
    const pilot = [
      'power',
      '--pilot',
      `${HYBRID},${CROSS}`,
      '--results',
      results,
      '--by',
      'family',
    ];
    for (const [first, ...labels] of blockLabels((await screen(pilot, columns)).out))
      if (first === 'setting') expect(new Set(labels)).toEqual(new Set(['mono', 'cross', 'pool']));
  });
});

describe('the first screen', () => {
  it('has the summary first, and says what each setting asks', () => {
    if (demo.status === -1) return;
    expect(demo.status).toBe(0);
    const said = demo.out.replace(/\s+/g, ' ');
    expect(said.indexOf('mono: the first half of a paragraph finds its second half')).toBeLessThan(
      said.indexOf('training saw'),
    );
    for (const text of demo.out.split('\n'))
      expect([text, widthOf(text) <= 80]).toEqual([text, true]);
  });
});
