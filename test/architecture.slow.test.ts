import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from './support/run-command.js';
import { ERROR_TABLE } from '../src/base/errors.js';
import { packagePath } from '../src/base/folders.js';

const run = promisify(execFile);
const cruise = (cwd: string) =>
  run(
    process.execPath,
    [
      packagePath('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      'src',
      '--config',
      '.dependency-cruiser.cjs',
    ],
    { cwd },
  );

describe('the import rule', () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'glottobench-layers-'));
    for (const name of [
      'src/base',
      'src/types',
      'src/scores',
      'src/metrics',
      'src/search',
      '.dependency-cruiser.cjs',
      'tsconfig.json',
      'package.json',
    ]) {
      await cp(packagePath(name), join(copy, name), { recursive: true });
    }
    await symlink(packagePath('node_modules'), join(copy, 'node_modules'));
  });
  afterEach(() => rm(copy, { recursive: true }));

  it('passes a clean tree', async () => {
    expect((await cruise(copy)).stdout).toContain('no dependency violations found');
  });

  it.each([
    [
      'a lower layer that imports a higher one',
      'src/base/planted.ts',
      "export { TopK } from '../search/top-k.js';\n",
      /layer-base/,
    ],
    [
      'a sibling',
      'src/metrics/planted.ts',
      "export { TopK } from '../search/top-k.js';\n",
      /layer-metrics/,
    ],
    [
      'a package that is not declared',
      'src/base/planted.ts',
      "export { default } from 'jest';\n",
      /no-undeclared-package/,
    ],
  ])('refuses %s', async (_what, file, code, rule) => {
    await writeFile(join(copy, file), code);
    await expect(cruise(copy)).rejects.toMatchObject({
      stdout: expect.stringMatching(rule) as unknown,
    });
  });
});

describe('the house', () => {
  it('keeps base small', async () => {
    expect((await readdir(packagePath('src', 'base'))).length).toBeLessThanOrEqual(12);
  });

  it('documents exactly the error codes that exist, with their exit status', async () => {
    const page = await readFile(packagePath('docs', 'exit-codes.md'), 'utf8');
    const documented = [...page.matchAll(/^\| `(GB_\w+)` \| (\d+) \| (.+) \|$/gm)].map(
      ([, code, exit, summary]) => [code, { exit: Number(exit), summary }],
    );
    expect(Object.fromEntries(documented)).toEqual(ERROR_TABLE);
  });

  it('names every exit status that there is, the same in its page and in --help', async () => {
    const page = await readFile(packagePath('docs', 'exit-codes.md'), 'utf8');
    const documented = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, status]) => Number(status));
    const existing = [
      ...new Set([0, 1, ...Object.values(ERROR_TABLE).map(({ exit }) => exit)]),
    ].sort((a, b) => a - b);
    expect(documented).toEqual(existing);
    const { out } = await runCommand(['--help']);
    const [, line = ''] = /exit status: ([\s\S]+)$/.exec(out) ?? [];
    expect([...line.matchAll(/\b(\d+)\s+[a-z]/g)].map(([, status]) => Number(status))).toEqual(
      existing,
    );
  });
});
