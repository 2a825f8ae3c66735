import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseModelSpec } from '../../src/run/open/model-spec.js';

const root = mkdtempSync(join(tmpdir(), 'glottobench-spec-'));
const shell = process.cwd();
beforeAll(() => {
  mkdirSync(join(root, 'org', 'name', 'deep'), { recursive: true });
  mkdirSync(join(root, 'mine'));
  process.chdir(root);
});
afterAll(() => {
  process.chdir(shell);
  rmSync(root, { recursive: true });
});

it.each(['./org/name', join(root, 'org', 'name'), 'mine', 'org/name/deep'])(
  'takes %s for a folder without a word',
  async (text) => {
    expect(await parseModelSpec(text)).toEqual({ kind: 'folder', path: text });
  },
);

it('takes org/name for a folder that is there, and says how to write it', async () => {
  expect(await parseModelSpec('org/name')).toEqual({
    kind: 'folder',
    path: 'org/name',
    correction: expect.stringContaining('write ./org/name'),
  });
});

it('takes org/name for the hub when no such folder is there', async () => {
  expect(await parseModelSpec('org/other@main')).toEqual({
    kind: 'hub',
    name: 'org/other',
    revision: 'main',
  });
});
