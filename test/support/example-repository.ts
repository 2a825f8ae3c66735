import { existsSync } from 'node:fs';
import { packagePath } from '../../src/base/folders.js';
import { shared } from './shared.js';

/**
 * Folder of one of the two example dataset repositories (CC0): the reference material where it is
 * there, else our copy of it.
 */
export function exampleRepository(form: 'parquet' | 'jsonl'): string {
  const folder = shared('mteb', 'example-dataset-repo', form);
  return existsSync(folder) ? folder : packagePath('test', 'fixtures', 'hub', form);
}
