import { existsSync } from 'node:fs';
import { packagePath } from '../../src/base/folders.js';

/**
 * A file of the reference material beside the checkout; tests that need it are skipped, with the
 * reason printed, where it is absent.
 */
export function shared(...parts: string[]): string {
  return packagePath('..', 'shared', ...parts);
}

/** `test` when the reference material is there, else `test.skip` after saying so. */
export function withShared<T extends { skip: unknown }>(test: T, ...parts: string[]): T {
  if (existsSync(shared(...parts))) return test;
  process.stderr.write(`skipped: ${shared(...parts)} is not there\n`);
  return test.skip as T;
}
