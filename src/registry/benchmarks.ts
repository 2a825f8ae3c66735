import { GlottobenchError } from '../base/errors.js';
import { parseJson, readText } from '../base/json.js';
import { didYouMean } from '../base/suggest.js';
import type { BenchmarkDefinition } from '../types/generated/benchmark.js';
import { isPath, shippedPath } from './task-folders.js';
import { readIndex, type BenchmarkEntry } from './task-index.js';

/** All shipped benchmarks: ours, then MTEB's restricted to retrieval-type tasks. */
export async function listBenchmarks(): Promise<readonly BenchmarkEntry[]> {
  return (await readIndex()).benchmarks;
}

/**
 * Loads a benchmark by name (`MTEB(eng, v2)`), by alias (`MTEB(eng)`), by file name
 * (`mteb-eng-v2`), or from a path.
 * @throws GB_TASK_UNKNOWN with near names, GB_TASK_INVALID with every fault of a user's file
 */
export async function loadBenchmark(nameOrPath: string): Promise<BenchmarkDefinition> {
  const entry = await findBenchmark(nameOrPath);
  if (entry !== undefined)
    return parseJson(
      await readText(shippedPath(entry.file)),
      entry.file,
      'GB_TASK_INVALID',
    ) as unknown as BenchmarkDefinition;
  if (isPath(nameOrPath)) return loadUserBenchmark(nameOrPath);
  throw await unknownBenchmark(nameOrPath);
}

async function findBenchmark(name: string): Promise<BenchmarkEntry | undefined> {
  const all = await listBenchmarks();
  // mteb asks the aliases first as well, but no alias is also a name.
  return (
    all.find((entry) => entry.name === name || entry.aliases.includes(name)) ??
    all.find((entry) => entry.file.endsWith(`/${name}.json`))
  );
}

async function loadUserBenchmark(path: string): Promise<BenchmarkDefinition> {
  const { validateBenchmarkText } = await import('./validate-benchmark.js');
  const text = await readText(path);
  const faults = (await validateBenchmarkText(text, path)).filter(
    (issue) => issue.severity === 'error',
  );
  if (faults.length > 0)
    throw new GlottobenchError('GB_TASK_INVALID', 'the benchmark definition has faults', {
      file: path,
      issues: faults,
    });
  return JSON.parse(text) as BenchmarkDefinition;
}

async function unknownBenchmark(name: string): Promise<GlottobenchError> {
  const all = await listBenchmarks();
  const near = didYouMean(
    name,
    all.flatMap((entry) => [entry.name, ...entry.aliases]),
  );
  return new GlottobenchError('GB_TASK_UNKNOWN', `there is no benchmark "${name}"`, {
    hint:
      near.length > 0
        ? `did you mean: ${near.map((found) => `"${found}"`).join(', ')}?`
        : `${all.length} benchmarks are known, such as "${all[0]?.name ?? ''}" and "MTEB(Multilingual, v2)"`,
  });
}
