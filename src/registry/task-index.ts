import { join, relative } from 'node:path';
import { parseJson, readText } from '../base/json.js';
import type { Setting } from '../types/dataset.js';
import type { BenchmarkDefinition } from '../types/generated/benchmark.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { BENCHMARK_FOLDERS, jsonFiles, SHIPPED_FOLDERS, shippedPath } from './task-folders.js';
import { taskSubsets } from './subsets.js';

/** What a list needs to know of a task without opening its file. */
export interface TaskEntry {
  readonly name: string;
  /** Path below `tasks/`, or of the user's file. */
  readonly file: string;
  readonly type: TaskDefinition['type'];
  /** All languages of all subsets, each once, in the definition's order. */
  readonly languages: readonly string[];
  readonly domains: readonly string[];
  readonly main_score: string;
  /** As MTEB uses the word: the task has named subsets. */
  readonly multilingual: boolean;
  readonly subsets: number;
  readonly settings: readonly Setting[];
  readonly license: string | null;
  readonly superseded_by: string | null;
  readonly loader: TaskDefinition['loader'];
  readonly scoring: string;
  /** Own scores that it asks for. */
  readonly extra_scores?: readonly string[];
  /** Members of an aggregate task. */
  readonly tasks?: readonly string[];
}

/** What a list needs to know of a benchmark. */
export interface BenchmarkEntry {
  readonly name: string;
  readonly file: string;
  readonly aliases: readonly string[];
  readonly tasks: readonly string[];
  readonly hidden_tasks: readonly string[];
}

interface TaskIndex {
  readonly tasks: readonly TaskEntry[];
  readonly benchmarks: readonly BenchmarkEntry[];
}

/** The line of the index that a definition gives. */
export function taskEntry(task: TaskDefinition, file: string): TaskEntry {
  const subsets = taskSubsets(task);
  return {
    name: task.name,
    file,
    type: task.type,
    languages: [...new Set(subsets.flatMap((subset) => subset.languages))],
    domains: task.domains ?? [],
    main_score: task.main_score,
    multilingual: !Array.isArray(task.eval_langs),
    subsets: subsets.length,
    settings: [...new Set(subsets.map((subset) => subset.setting))],
    license: task.license ?? null,
    superseded_by: task.superseded_by ?? null,
    loader:
      task.loader.reason === undefined
        ? { kind: task.loader.kind }
        : { kind: task.loader.kind, reason: task.loader.reason },
    scoring: task.scoring?.kind ?? 'standard',
    ...(task.extra_scores === undefined ? {} : { extra_scores: task.extra_scores }),
    ...(task.tasks === undefined ? {} : { tasks: task.tasks }),
  };
}

function benchmarkEntry(benchmark: BenchmarkDefinition, file: string): BenchmarkEntry {
  return {
    name: benchmark.name,
    file,
    aliases: benchmark.aliases ?? [],
    tasks: benchmark.tasks.map((task) => task.name),
    hidden_tasks: benchmark.hidden_tasks ?? [],
  };
}

async function entries<E>(
  folders: readonly string[],
  make: (definition: unknown, file: string) => E,
): Promise<E[]> {
  const result: E[] = [];
  for (const folder of folders) {
    for (const path of await jsonFiles(shippedPath(folder))) {
      const file = relative(shippedPath(), path).replaceAll('\\', '/');
      result.push(make(parseJson(await readText(path), path, 'GB_TASK_INVALID'), file));
    }
  }
  return result;
}

/**
 * Makes the index anew from all shipped definitions. `scripts/generate-task-index.mjs` writes it; a
 * test compares.
 */
export async function buildIndex(): Promise<TaskIndex> {
  return {
    tasks: await entries(SHIPPED_FOLDERS, (definition, file) =>
      taskEntry(definition as TaskDefinition, file),
    ),
    benchmarks: await entries(
      BENCHMARK_FOLDERS.map((folder) => join('benchmarks', folder)),
      (definition, file) => benchmarkEntry(definition as BenchmarkDefinition, file),
    ),
  };
}

/**
 * The index as a file: one line per entry, so that a change of one task is a change of one line.
 */
export function formatIndex(index: TaskIndex): string {
  const lines = (list: readonly object[]): string =>
    list.map((entry) => JSON.stringify(entry)).join(',\n');
  return `{"tasks": [\n${lines(index.tasks)}\n],\n"benchmarks": [\n${lines(index.benchmarks)}\n]}\n`;
}

let shipped: Promise<TaskIndex> | undefined;

/** `tasks/index.json`, read once. */
export function readIndex(): Promise<TaskIndex> {
  shipped ??= readText(shippedPath('index.json')).then((text) => JSON.parse(text) as TaskIndex);
  return shipped;
}
