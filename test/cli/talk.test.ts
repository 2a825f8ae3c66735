import { describe, expect, it } from '@jest/globals';
import { runProgram } from '../../src/cli/program.js';
import { talking } from '../../src/cli/talk.js';
import { calledAs } from '../../src/cli/terminal.js';
import { widthOf } from '../../src/report/write/text.js';
import { runCommand } from '../support/run-command.js';

function said(text: string, columns: number, called = 'glottobench'): string {
  let err = '';
  talking({
    out: () => undefined,
    err: (line) => void (err += line),
    env: {},
    interactive: false,
    columns,
    talkColumns: columns,
    called,
    signal: new AbortController().signal,
  }).err(text);
  return err;
}

describe('what is said on stderr', () => {
  it('is broken at words, below the text after its label', () => {
    const text = said(`failed   ${'word '.repeat(40).trim()}\n`, 60);
    expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(60);
    expect(text.match(/word/g)).toHaveLength(40);
    expect(text.split('\n')[1]).toMatch(/^ {9}word/);
  });

  it('shows characters that act on a terminal', () => {
    expect(said('warning: a\u001b[2Jb\u202ec\n', 80)).toBe('warning: a\\u{1b}[2Jb\\u{202e}c\n');
  });

  it.each(['npx glottobench', 'node dist/cli/main.js'])(
    'names commands as called: %s',
    (called) => {
      expect(said('next     glottobench aggregate results\n', 80, called)).toBe(
        `next     ${called} aggregate results\n`,
      );
      expect(said('npx glottobench tasks list shows them\n', 80, called)).toBe(
        `${called} tasks list shows them\n`,
      );
      // No command: the name of the thing, a package, a path.
      for (const text of ['a fault of glottobench', 'glottobench/tiny-hybrid', './glottobench run'])
        expect(said(text, 80, called)).toBe(text);
    },
  );

  it('breaks a command so that it can be copied', () => {
    const command = `glottobench aggregate ${'/a/long/folder'.repeat(3)} --by family,script-class`;
    const text = said(`next     ${command}\n`, 60);
    expect(text).toContain(' \\\n');
    expect(text.replace(/ \\\n +/g, ' ')).toBe(`next     ${command}\n`);
  });
});

describe('how the program was called', () => {
  it.each([
    ['/x/node_modules/.bin/glottobench', { npm_command: 'exec' }, 'npx glottobench'],
    ['/usr/bin/glottobench', { PATH: '/bin:/usr/bin' }, 'glottobench'],
    ['/repo/dist/cli/main.js', { INIT_CWD: '/repo' }, 'node dist/cli/main.js'],
    ['/repo/dist/cli/main.js', { INIT_CWD: '/elsewhere' }, 'node /repo/dist/cli/main.js'],
    ['/my repo/dist/cli/main.js', { INIT_CWD: '/x' }, 'node "/my repo/dist/cli/main.js"'],
  ])('%s with %j: %s', (script, env, called) => {
    expect(calledAs(script, env)).toBe(called);
  });
});

describe('misspelt options', () => {
  it('are all named, each with what was meant', async () => {
    const { status, err } = await runCommand(['run', '--dry-rnu', '--prompt-qeury', 'x']);
    expect(status).toBe(2);
    expect(err).toContain('there are no options --dry-rnu, --prompt-qeury');
    expect(err).toContain(
      'did you mean: --dry-run for --dry-rnu, --prompt-query for --prompt-qeury?',
    );
  });

  it.each([
    [['run', '--output-folder', 'x'], '--out FOLDER'],
    [['run', '--device', 'cuda'], '--provider'],
    [['run', '--overwrite-strategy', 'always'], '--fresh'],
    [['run', '--model-revision', 'abc'], 'NAME@REVISION'],
    [['run', '--batch-size', '8'], 'batched by their length'],
    [['available-tasks'], 'glottobench tasks list'],
    [['leaderboard'], 'aggregate results --mteb'],
    [['submit-results'], 'results validate results --strict'],
  ])("of mteb's are said as they are here: %j", async (argv, said) => {
    const { status, err } = await runCommand(argv);
    expect(status).toBe(2);
    expect(err).toContain(said);
  });
});

describe('width, help and version', () => {
  it('breaks at --width, and at nothing without', async () => {
    for (const width of [40, 80]) {
      const { out } = await runCommand(['models', 'list', '--width', String(width)], Infinity);
      expect(Math.max(...out.split('\n').map(widthOf))).toBeLessThanOrEqual(width);
    }
    const { out } = await runCommand(['models', 'list', '--width=none'], 60);
    expect(out).toContain('BM25 over words of Intl.Segmenter: the lexical floor, no weights');
  });

  it.each(['x', '0', '-5', '12', '80.5', ''])('refuses the width %j', async (width) => {
    const { status, err } = await runCommand(['doctor', `--width=${width}`]);
    expect([status, err]).toEqual([2, expect.stringContaining('--width needs a whole number')]);
  });

  it('knows -h and -v', async () => {
    expect((await runCommand(['-v'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runCommand(['-h'])).out).toContain('Start here:');
    expect((await runCommand(['run', '-h'])).out).toContain('--model');
  });
});

describe('completion', () => {
  async function completed(...words: string[]): Promise<string[]> {
    let out = '';
    await runProgram(['--get-yargs-completions', 'glottobench', ...words], {
      out: (text) => void (out += text),
      err: () => undefined,
      env: {},
      interactive: false,
      columns: 80,
      signal: new AbortController().signal,
    });
    return out.split('\n').filter((line) => line !== '');
  }

  it.each([
    [['ta'], ['tasks']],
    [
      ['tasks', ''],
      ['list', 'show', 'validate', 'new', 'export'],
    ],
    [['run', '-t', 'UDH'], ['UDHRRetrieval']],
    [['run', '--task', 'bm,UDH'], ['bm,UDHRRetrieval']],
    [['tasks', 'show', 'UDH'], ['UDHRRetrieval']],
    [['run', '-m', 'bm2'], ['bm25']],
    [['run', '--prompt-q'], ['--prompt-query']],
    [
      ['run', '--precision', ''],
      ['fp32', 'int8'],
    ],
    [['run', '--no-such'], []],
  ])('of %j is %j', async (words, found) => {
    expect(await completed(...words)).toEqual(found);
  });

  it('knows the models of the registry', async () => {
    expect(await completed('run', '-m', 'intfloat/multilingual-e5-s')).toEqual([
      'intfloat/multilingual-e5-small',
    ]);
  });

  it('prints its script', async () => {
    expect((await runCommand(['completion'])).out).toContain('_glottobench_yargs_completions');
  });
});
