import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../../src/base/folders.js';
import type { TaskDefinition } from '../../../src/types/generated/task.js';

/** A definition with what loading needs and nothing of interest else. */
export function definition(
  changes: Partial<TaskDefinition> & Pick<TaskDefinition, 'loader'>,
): TaskDefinition {
  return {
    name: 'TestRetrieval',
    description: 'A task of the tests.',
    type: 'Retrieval',
    dataset: { path: 'org/name', revision: 'main' },
    modalities: ['text'],
    eval_splits: ['test'],
    eval_langs: ['eng-Latn'],
    main_score: 'ndcg_at_10',
    ...changes,
  };
}

/** The material beside the repository; undefined where it is absent, and the reason is printed. */
export function sharedPath(...parts: string[]): string | undefined {
  const path = join(packagePath(), '..', 'shared', ...parts);
  if (existsSync(path)) return path;
  process.stderr.write(`skipped: ${join('../shared', ...parts)} is not there\n`);
  return undefined;
}

interface DumpedTask {
  readonly name: string;
  readonly eval_langs: TaskDefinition['eval_langs'];
  readonly descriptive_stats: Readonly<
    Record<string, { subsets?: Readonly<Record<string, Readonly<Record<string, number>>>> }>
  >;
}

/** MTEB's metadata of one task, from the dump of Python mteb. */
export function dumpedTask(name: string): DumpedTask | undefined {
  const path = sharedPath('mteb', 'tasks.json');
  if (path === undefined) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as DumpedTask[]).find(
    (task) => task.name === name,
  );
}
