import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packagePath } from '../../src/base/folders.js';
import { buildIndex, formatIndex } from '../../src/registry/task-index.js';
import {
  shippedDefinitions,
  validateDefinitionFile,
} from '../../src/registry/validate-definitions.js';
import { shared, withShared } from '../support/shared.js';

function check(script: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [packagePath('scripts', script), ...args, '--check'],
    { encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

describe('generated definitions', () => {
  it('tasks/index.json is what the definitions give', async () => {
    expect(readFileSync(packagePath('tasks', 'index.json'), 'utf8')).toBe(
      formatIndex(await buildIndex()),
    );
  });

  it('our own tasks and benchmarks are what their script gives', () => {
    expect(check('generate-own-tasks.mjs')).toEqual({
      status: 0,
      output: '0 files would change\n',
    });
  });

  withShared(it, 'mteb')('the definitions of mteb are what the dump gives', () => {
    // Three aggregate tasks have lists whose order mteb leaves to chance; the dump script sorts
    // them, this dump does not.
    expect(check('mteb/generate-tasks.mjs', shared('mteb')).output).toBe('3 files would change\n');
  });

  it('all pass validation', async () => {
    const files = await shippedDefinitions();
    expect(files.length).toBe(545 + 60);
    for (const file of files) {
      const faults = (await validateDefinitionFile(readFileSync(file, 'utf8'), file)).filter(
        (issue) => issue.severity === 'error',
      );
      expect({ file, faults }).toEqual({ file, faults: [] });
    }
  });
});
