import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePythonJson } from '../../src/base/json.js';
import { packagePath } from '../../src/base/folders.js';
import { taskFacts, type TaskFacts } from '../../src/results/task-facts.js';
import type { TaskDefinition } from '../../src/types/generated/task.js';

/** What test/fixtures/results/make.py wrote with Python mteb. */
export async function golden(): Promise<Record<string, unknown>> {
  const file = packagePath('test', 'fixtures', 'results', 'golden.json');
  return parsePythonJson(await readFile(file, 'utf8'), file) as Record<string, unknown>;
}

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'glottobench-results-'));
}

/** A file of the shared reference material, or undefined (said on stderr) where it is not there. */
export function sharedPath(...parts: string[]): string | undefined {
  const path = packagePath('..', 'shared', ...parts);
  if (existsSync(path)) return path;
  process.stderr.write(`skipped: ${path} is not there\n`);
  return undefined;
}

/** A definition with what results need of it. */
export function definition(
  name: string,
  evalLangs: TaskDefinition['eval_langs'],
  splits: string[],
  more: Partial<TaskDefinition> = {},
): TaskDefinition {
  return {
    name,
    description: 'A task',
    type: 'Retrieval',
    dataset: { path: 'local/folder', revision: 'rev-1' },
    modalities: ['text'],
    eval_splits: splits,
    eval_langs: evalLangs,
    main_score: 'ndcg_at_10',
    loader: { kind: 'standard' },
    ...more,
  };
}

/** All definitions of the dump of Python mteb's metadata. */
export async function mtebDefinitions(
  tasks: string,
  aggregates: string,
): Promise<Map<string, TaskDefinition>> {
  const lists = await Promise.all(
    [tasks, aggregates].map(
      async (file) => JSON.parse(await readFile(file, 'utf8')) as TaskDefinition[],
    ),
  );
  return new Map(lists.flat().map((task) => [task.name, task]));
}

export function factsOf(
  definitions: ReadonlyMap<string, TaskDefinition>,
): (name: string) => TaskFacts | undefined {
  return (name) => {
    const found = definitions.get(name);
    return found === undefined ? undefined : taskFacts(found);
  };
}
