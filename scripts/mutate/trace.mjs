// The tests once, without a mutant: which files pass, how long each takes, and which mutants each
// one reaches.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Runner } from './runner.mjs';

/** A file that runs longer than this without a mutant is not asked. */
const LONGEST_MS = 120_000;

/**
 * @param {string} copy
 * @param {{ slow: boolean, workers: number, print: (text: string) => void }} options
 * @returns {Promise<{ files: Map<string, number>, reached: Map<number, string[]>, env:
 * NodeJS.ProcessEnv }>}
 *   ms by test file, and the test files of each mutant, the fastest first
 */
export async function trace(copy, { slow, workers, print }) {
  const env = environment();
  const log = join(copy, 'mutants-reached.txt');
  const files = new Map();
  const waiting = testFiles(copy, slow);
  const work = async () => {
    const runner = new Runner(copy, { ...env, GLOTTOBENCH_MUTANT_TRACE: log });
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const asked = [{ path, limitMs: LONGEST_MS }];
      const { results, broke } = await runner.run(0, asked, { all: true });
      const failed = broke ?? results.flatMap((result) => result.failed)[0];
      if (failed === undefined) files.set(path, results[0]?.ms ?? 0);
      else print(`not asked: ${relative(copy, path)} fails without a mutant (${failed})`);
    }
    runner.close();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { files, reached: readReached(log, files), env };
}

/** Python takes no part. */
function environment() {
  const env = { ...process.env };
  delete env.GLOTTOBENCH_ORACLE_PYTHON;
  delete env.GLOTTOBENCH_REAL_MODELS;
  return env;
}

function testFiles(copy, slow) {
  return readdirSync(join(copy, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && (slow || !name.endsWith('.slow.test.ts')))
    .map((name) => join(copy, 'test', name))
    .sort();
}

function readReached(log, files) {
  const reached = new Map();
  if (!existsSync(log)) return reached;
  for (const line of new Set(readFileSync(log, 'utf8').split('\n').filter(Boolean))) {
    const [number, path] = line.split('\t');
    if (files.has(path))
      reached.set(Number(number), [...(reached.get(Number(number)) ?? []), path]);
  }
  for (const paths of reached.values()) paths.sort((a, b) => files.get(a) - files.get(b));
  return reached;
}
