import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';

/** A tree within all bounds. */
const CLEAN: Readonly<Record<string, string>> = {
  'src/index.ts': "export { two } from './a/two.js';\n",
  'src/a/one.ts': 'export const one = 1;\nexport type One = typeof one;\n',
  'src/a/two.ts': "import { one, type One } from './one.js';\n\nexport const two: One = one;\n",
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'glottobench-counts-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** The lines of the report that begin with MISS, and those below them. */
function missed(planted: Readonly<Record<string, string>>): { status: number | null; out: string } {
  for (const [name, text] of Object.entries({ ...CLEAN, ...planted })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const script = packagePath('scripts', 'counts.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => !line.startsWith('ok  '));
  return { status, out: lines.join('\n').trim() };
}

const lines = (count: number, line = '  step();'): string => `${line}\n`.repeat(count);
const functions = (count: number, length: number): string =>
  Array.from({ length: count }, (_, i) => `function f${i}() {\n${lines(length - 2)}}\n`).join('');
const WIDE = `const sum = ${Array.from({ length: 20 }, (_, i) => `value${i}`).join(' + ')};\n`;

describe('the counts of the source', () => {
  it('pass a clean tree', () => {
    expect(missed({})).toEqual({ status: 0, out: '' });
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'files that are mostly long',
      {
        'src/b/x.ts': lines(81),
        'src/b/y.ts': lines(81),
        'src/b/z.ts': lines(81),
        'src/b/w.ts': lines(81),
      },
      /lines of a file, median +81 +at most 80/,
    ],
    [
      'one file that is too long',
      { 'tools/x/x.ts': lines(301) },
      /lines of a file, most +301 +at most 300\n +tools\/x\/x\.ts \(301 lines\)/,
    ],
    [
      'functions that are mostly long',
      { 'src/b/x.ts': functions(4, 30) },
      /lines of a function, p90 +30 +at most 25/,
    ],
    [
      'one function that is too long',
      { 'src/b/x.ts': functions(1, 81) + functions(20, 3) },
      /lines of a function, most, tables apart +81 +at most 80\n +src\/b\/x\.ts:1 \(81 lines\)/,
    ],
    [
      'a line that is too wide',
      { 'test/x.test.ts': `\n${WIDE}` },
      /lines over 100 columns outside strings +1 +at most 0\n +test\/x\.test\.ts:2/,
    ],
    [
      'a comment that is too wide',
      { 'scripts/x.mjs': `// ${'word '.repeat(20)}\n` },
      /lines over 100 columns outside strings +1 +at most 0\n +scripts\/x\.mjs:1/,
    ],
    [
      'files that import each other',
      { 'src/a/one.ts': `${CLEAN['src/a/one.ts'] ?? ''}export type { two } from './two.js';\n` },
      /import cycles +1 +at most 0\n +src\/a\/one\.ts, src\/a\/two\.ts/,
    ],
    [
      'a folder and its parent that import each other',
      {
        'src/a/deep/three.ts': "export { one } from '../one.js';\n",
        'src/a/four.ts': "import './deep/three.js';\n",
      },
      /two-way pairs of folders +1 +at most 0\n +src\/a ↔ src\/a\/deep \(1 and 1 imports\)/,
    ],
    [
      'two folders that import each other by way of different files',
      {
        'src/a/x/one.ts': "import '../y/deep/two.js';\n",
        'src/a/y/deep/two.ts': '',
        'src/a/y/three.ts': "import '../x/four.js';\n",
        'src/a/x/four.ts': '',
      },
      /two-way pairs of folders +1 +at most 0\n +src\/a\/x ↔ src\/a\/y/,
    ],
    [
      'an export that nobody uses',
      { 'src/b/x.ts': 'export function unused() {}\n' },
      /dead exports +1 +at most 0\n +src\/b\/x\.ts: unused/,
    ],
    [
      'a type that nobody uses',
      { 'src/b/x.ts': 'export interface Unused { a: 1 }\n' },
      /dead exports +1 +at most 0\n +src\/b\/x\.ts: Unused/,
    ],
    [
      'a check that is switched off',
      { 'test/x.test.ts': ['// eslint', 'disable-next-line no-console\nstep();\n'].join('-') },
      /suppressions +1 +at most 0\n +test\/x\.test\.ts:1/,
    ],
    [
      'two types of one name',
      {
        'src/b/x.ts': 'export interface One { a: 1 }\n',
        'test/x.test.ts': "import type { One } from '../src/b/x.js';\n",
      },
      /type names in more than one file +1 +at most 0\n +One: src\/a\/one\.ts, src\/b\/x\.ts/,
    ],
  ])('name %s', (_what, planted, line) => {
    const { status, out } = missed(planted);
    expect(out).toMatch(line);
    expect(out.match(/^MISS/gm)).toHaveLength(1);
    expect(status).toBe(1);
  });

  it('leave alone: wide strings, addresses, tables as functions, generated files, the use by a script', () => {
    expect(
      missed({
        'src/b/x.ts': `const wide = '${'word '.repeat(30)}';\n// https://example.org/${'a'.repeat(100)}\n`,
        'src/b/table.ts': `export const table = () => [\n${lines(100, '  1,')}];\n${functions(20, 3)}`,
        'src/types/generated/x.ts': `export interface One { a: 1 }\n${WIDE}`,
        'scripts/x.mjs': "import { table } from '../dist/b/table.js';\n",
      }),
    ).toEqual({ status: 0, out: '' });
  });
});
