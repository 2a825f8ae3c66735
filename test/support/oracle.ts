import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { packagePath } from '../../src/base/folders.js';

const run = promisify(execFile);

/** Interpreter with Python mteb; `npm test` makes it and sets the variable. */
export const oraclePython: string | undefined = process.env['GLOTTOBENCH_ORACLE_PYTHON'];

/** Folder with the real models that packages carry (scripts/oracle.mjs). */
export const realModels: string | undefined = process.env['GLOTTOBENCH_REAL_MODELS'];

if (oraclePython === undefined)
  process.stderr.write(
    'skipped: comparisons with Python mteb (GLOTTOBENCH_ORACLE_PYTHON is not set; npm test makes the interpreter)\n',
  );

/** Runs a Python program of the tests; a failure shows its stderr. */
export async function runPython(args: readonly string[]): Promise<string> {
  if (oraclePython === undefined) throw new Error('no Python oracle');
  const { stdout } = await run(oraclePython, [...args], {
    maxBuffer: 2 ** 26,
    env: { ...process.env, HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' },
  });
  return stdout;
}

/**
 * Runs several programs, each with its arguments, in one interpreter, which imports torch and mteb
 * once.
 */
export async function runPythonJobs(jobs: readonly (readonly string[])[]): Promise<void> {
  await runPython([packagePath('test', 'oracle', 'jobs.py'), JSON.stringify(jobs)]);
}
