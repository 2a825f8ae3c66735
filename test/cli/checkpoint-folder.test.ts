import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkpointFolder } from '../../src/cli/input/checkpoint-folder.js';
import { runCommand } from '../support/run-command.js';

const shell = process.cwd();
const place = mkdtempSync(join(tmpdir(), 'glottobench-folder-'));
beforeAll(() => {
  mkdirSync(join(place, 'org', 'name'), { recursive: true });
  process.chdir(place);
});
afterAll(() => {
  process.chdir(shell);
  rmSync(place, { recursive: true });
});

/** The folder, and what is said about how it was written. */
function read(given: string): [string, string] {
  let said = '';
  const folder = checkpointFolder(given, { err: (text) => void (said += text) });
  return [folder, said];
}

describe('the folder of a checkpoint', () => {
  it.each(['./org/name', 'org', '../x', join(place, 'org/name'), './nowhere', 'nowhere'])(
    '%s is taken as it stands',
    (given) => {
      expect(read(given)).toEqual([given, '']);
    },
  );

  it('written as a name of the hub is read where it is, with the correction', () => {
    expect(read('org/name')).toEqual([
      'org/name',
      expect.stringContaining('write ./org/name') as unknown,
    ]);
  });

  it.each([
    ['models', 'inspect', 'org/other'],
    ['models', 'embed', 'org/other', '--text', 'a'],
    ['serve', '--model', 'org/other@main'],
  ])('is not sought on the hub: %s %s %s', async (...words) => {
    const { status, err } = await runCommand(words);
    expect([status, err]).toEqual([
      3,
      expect.stringMatching(/is a name of the hub[^]*\.\/org\/other/) as unknown,
    ]);
  });

  it('is told of in every command', async () => {
    for (const words of [
      ['models', 'inspect', 'org/name'],
      ['models', 'embed', 'org/name', '--text', 'a'],
      ['serve', '--model', 'org/name'],
    ])
      expect((await runCommand(words)).err).toContain('write ./org/name');
  });
});
