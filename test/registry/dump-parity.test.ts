import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { listBenchmarks, loadBenchmark } from '../../src/registry/benchmarks.js';
import { loadTask } from '../../src/registry/load-task.js';
import { listTasks } from '../../src/registry/list-tasks.js';
import { DEFAULT_K_VALUES } from '../../src/scores/table.js';
import { subsetLanguages } from '../../src/registry/subsets.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';
import { shared, withShared } from '../support/shared.js';

type Entry = Record<string, unknown> & { name: string };

const test = withShared(it, 'mteb');
const dump = (file: string): Entry[] =>
  JSON.parse(readFileSync(shared('mteb', file), 'utf8')) as Entry[];

function without(value: object, ...keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/**
 * What a definition says under the dump's keys; `hf_subsets`, `is_multilingual` and `top_k` follow
 * from other keys.
 */
function asDumped(task: TaskDefinition): Record<string, unknown> {
  return {
    ...without(task, '$schema', 'loader', 'scoring', 'subset_direction', 'mteb'),
    ...without(task.mteb ?? {}, 'version'),
    is_multilingual: !Array.isArray(task.eval_langs),
    hf_subsets: Object.fromEntries(subsetLanguages(task)),
    top_k: Math.max(...(task.k_values ?? DEFAULT_K_VALUES)),
  };
}

describe('definitions of mteb tasks', () => {
  test('equal the Python metadata field by field', async () => {
    const tasks = dump('tasks.json');
    expect(tasks).toHaveLength(538);
    for (const entry of tasks) expect(asDumped(await loadTask(entry.name))).toEqual(entry);
  });

  test('keep the order of subsets', async () => {
    for (const entry of dump('tasks.json')) {
      expect(subsetLanguages(await loadTask(entry.name)).map(([subset]) => subset)).toEqual(
        Object.keys(entry['hf_subsets'] as object),
      );
    }
  });

  test('of aggregate tasks equal the Python metadata field by field', async () => {
    const tasks = dump('aggregate-tasks.json');
    expect(tasks).toHaveLength(4);
    for (const entry of tasks) {
      const task = await loadTask(entry.name);
      expect(task.loader).toEqual({ kind: 'aggregate' });
      // mteb collects these with a set: the order is that of one process.
      const sets = (of: Record<string, unknown>): Record<string, unknown> => ({
        ...of,
        domains: [...(of['domains'] as string[])].sort(),
        task_subtypes: [...(of['task_subtypes'] as string[])].sort(),
      });
      expect(sets(without(task, '$schema', 'loader', 'mteb'))).toEqual(sets(entry));
    }
  });

  test('have the loader and scoring that mteb has', async () => {
    for (const entry of dump('tasks.json')) {
      const { loader, scoring } = await loadTask(entry.name);
      expect([entry.name, loader.kind === 'standard', scoring?.kind === 'standard']).toEqual([
        entry.name,
        entry['loader'] === 'standard',
        entry['scoring'] === 'standard',
      ]);
    }
  });

  test('are all that mteb has, and listed', async () => {
    const listed = new Set((await listTasks()).map((task) => task.name));
    const names = [...dump('tasks.json'), ...dump('aggregate-tasks.json')].map(
      (entry) => entry.name,
    );
    expect(names.filter((name) => !listed.has(name))).toEqual([]);
  });
});

describe('benchmarks of mteb', () => {
  test('equal the Python definitions field by field', async () => {
    const benchmarks = dump('benchmarks.json');
    expect(benchmarks).toHaveLength(57);
    for (const entry of benchmarks) {
      const benchmark = await loadBenchmark(entry.name);
      // The dump has this list as Python prints it.
      const printed =
        benchmark.superseded_by === null
          ? null
          : `[${(benchmark.superseded_by ?? []).map((name) => `'${name}'`).join(', ')}]`;
      expect({ ...without(benchmark, '$schema', 'mteb'), superseded_by: printed }).toEqual(entry);
    }
    expect((await listBenchmarks()).length).toBe(57 + 3);
  });
});
