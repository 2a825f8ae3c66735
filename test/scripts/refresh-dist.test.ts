import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';

const { transpileTo } = (await import(packagePath('scripts', 'refresh-dist.mjs'))) as {
  transpileTo: (root: string) => string[];
};

describe('dist/ is brought up to src/ before tests run', () => {
  let root: string;
  const write = (name: string, text: string, minutesAgo: number): void => {
    const path = join(root, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    const then = Date.now() / 1000 - 60 * minutesAgo;
    utimesSync(path, then, then);
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'glottobench-dist-'));
    write('tsconfig.json', '{"compilerOptions":{"target":"ES2023","module":"NodeNext"}}', 9);
    write('package.json', '{"type":"module"}', 9);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('compiles what is newer than its output, and nothing else', () => {
    write('src/a/new.ts', 'export const x: number = 2;\n', 1);
    write('dist/a/new.js', 'export const x = 1;\n', 2);
    write('src/old.ts', 'export const y: number = 2;\n', 2);
    write('dist/old.js', 'export const y = "kept";\n', 1);
    expect(transpileTo(root)).toEqual([join('a', 'new')]);
    expect(readFileSync(join(root, 'dist/a/new.js'), 'utf8')).toBe('export const x = 2;\n');
    expect(readFileSync(join(root, 'dist/old.js'), 'utf8')).toContain('kept');
    expect(transpileTo(root)).toEqual([]);
  });

  it('removes the output of a source that is gone', () => {
    write('src/here.ts', 'export {};\n', 1);
    write('dist/gone.js', 'export {};\n', 0);
    transpileTo(root);
    expect(existsSync(join(root, 'dist/gone.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/here.js'))).toBe(true);
  });
});
