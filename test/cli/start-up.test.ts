import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'dist/cli/main.js');
const built = existsSync(main);
if (!built) process.stderr.write('start-up tests are skipped: dist/ is not built\n');

/** What a command loads and reads, one line each. */
function trace(...argv: string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'glottobench-trace-'));
  const file = join(folder, 'trace');
  try {
    const done = spawnSync(
      process.execPath,
      ['--import', join(root, 'test/support/trace-loading.mjs'), main, ...argv],
      { env: { ...process.env, TRACE_FILE: file }, encoding: 'utf8' },
    );
    expect(done.status).toBe(0);
    expect(done.stdout).not.toBe('');
    return readFileSync(file, 'utf8').split('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const HEAVY = /onnxruntime|tokenizers|lmdb|bullmq|ioredis|hyparquet|onnx-buf|protobuf/;

(built ? describe : describe.skip)('start-up', () => {
  it.each([
    ['--help', ['--help'], 0],
    ['run --help', ['run', '--help'], 0],
    ['worker --help', ['worker', '--help'], 0],
    ['tasks list', ['tasks', 'list', '--json'], 0],
    ['tasks show', ['tasks', 'show', 'UDHRRetrieval'], 1],
  ])('%s loads neither runtime nor all definitions', (_name, argv, definitions) => {
    const lines = trace(...argv);
    // the trace works: it sees our own code
    expect(
      lines.some((line) => line.startsWith('module ') && line.endsWith('dist/cli/program.js')),
    ).toBe(true);
    expect(lines.filter((line) => line.startsWith('native '))).toEqual([]);
    expect(lines.filter((line) => HEAVY.test(line.replace(root, '')))).toEqual([]);
    expect(
      lines.filter((line) => /^read .*tasks\/(own|mteb|mteb-aggregate)\//.test(line)),
    ).toHaveLength(definitions);
  });
});
