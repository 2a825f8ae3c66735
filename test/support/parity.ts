import { chmodSync, cpSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { editJson } from './checkpoint-copy.js';
import { oraclePython } from './oracle.js';
import { shared } from './shared.js';

/**
 * `describe` where Python mteb and the named reference material are there, else `describe.skip`
 * after saying what is missing.
 */
export function describeWithOracle(...needed: readonly string[]): typeof describe.skip {
  const missing = [
    ...(oraclePython === undefined ? ['GLOTTOBENCH_ORACLE_PYTHON'] : []),
    ...needed.filter((name) => !existsSync(shared(name))).map((name) => `../shared/${name}`),
  ];
  if (missing.length === 0) return describe;
  process.stderr.write(`skipped: ${missing.join(', ')} is not there\n`);
  return describe.skip;
}

/**
 * A writable copy of a golden checkpoint that reads 32 tokens of a text: fast, and as good for
 * comparing programs.
 */
export function shortCheckpoint(folder: string, name = 'xlmr-mean'): string {
  const target = join(folder, name);
  cpSync(shared('checkpoints', name), target, { recursive: true });
  makeWritable(target);
  editJson(target, 'tokenizer_config.json', { model_max_length: 32 });
  return target;
}

// The reference material is read-only, and so is its copy.
function makeWritable(path: string): void {
  const isFolder = statSync(path).isDirectory();
  chmodSync(path, isFolder ? 0o755 : 0o644);
  if (isFolder) for (const name of readdirSync(path)) makeWritable(join(path, name));
}
