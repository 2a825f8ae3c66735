// Each mutant against the test files that reach it, the fastest first, until one fails.
import { relative } from 'node:path';
import { Runner } from './runner.mjs';

/** A mutant that needs more than this counts as killed: an endless loop, not a slow machine. */
const limitMs = (ms) => 20_000 + 6 * ms;

/**
 * @param {string} copy with the mutants planted
 * @param {readonly import('./draw.mjs').Mutant[]} mutants number 1 is the first
 * @param {Awaited<ReturnType<typeof import('./trace.mjs').trace>>} traced
 * @param {number} workers
 * @param {(outcome: import('./draw.mjs').Mutant & { outcome: string }) => void} onOutcome
 */
export async function judge(copy, mutants, traced, workers, onOutcome) {
  const queue = mutants.map((mutant, i) => ({ mutant, number: i + 1 }));
  const work = async () => {
    const runner = new Runner(copy, traced.env);
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      onOutcome(await judgeOne(copy, runner, next, traced));
    runner.close();
  };
  await Promise.all(Array.from({ length: workers }, work));
}

async function judgeOne(copy, runner, { mutant, number }, { files, reached }) {
  const paths = reached.get(number) ?? [];
  if (paths.length === 0) return { ...mutant, outcome: 'not reached' };
  const asked = paths.map((path) => ({ path, limitMs: limitMs(files.get(path)) }));
  const { results, broke } = await runner.run(number, asked, { all: false });
  const by = results.find(({ failed }) => failed.length > 0);
  const name = (path) => relative(copy, path);
  if (by !== undefined)
    return { ...mutant, outcome: 'killed', by: `${name(by.file)}: ${by.failed[0]}` };
  if (broke !== undefined) return { ...mutant, outcome: 'killed', by: name(broke) };
  return { ...mutant, outcome: 'survived', asked: paths.map(name) };
}
