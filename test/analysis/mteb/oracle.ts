import { readFileSync } from 'node:fs';
import type { MtebTask } from '../../../src/analysis/mteb/task-score.js';
import { loadResults } from '../../../src/analysis/load-results.js';
import type { StoredScores } from '../../../src/types/stored-scores.js';
import { shared } from '../../support/shared.js';

export const TREES = ['results', 'results-main'] as const;
export type Tree = (typeof TREES)[number];

export function oracle(name: string): unknown {
  return JSON.parse(readFileSync(shared('leaderboard', 'oracle', `${name}.json`), 'utf8'));
}

const trees = new Map<Tree, Promise<StoredScores[]>>();

/** A tree as mteb loads it: folders without model_meta.json are ignored. */
export function tree(name: Tree): Promise<StoredScores[]> {
  const loaded =
    trees.get(name) ??
    loadResults(shared('leaderboard', name)).then(({ stored }) =>
      stored.filter((entry) => entry.meta !== undefined),
    );
  trees.set(name, loaded);
  return loaded;
}

interface Dumped {
  readonly name: string;
  readonly type: string;
  readonly eval_splits: readonly string[];
  readonly hf_subsets: Readonly<Record<string, readonly string[]>> | readonly string[];
  readonly eval_langs: readonly string[] | Readonly<Record<string, readonly string[]>>;
}

let tasks: Map<string, MtebTask> | undefined;

/** The definitions of Python mteb 2.26.24. */
export function definition(name: string): MtebTask | undefined {
  tasks ??= new Map(
    (JSON.parse(readFileSync(shared('mteb', 'tasks.json'), 'utf8')) as Dumped[]).map((task) => [
      task.name,
      toTask(task),
    ]),
  );
  return tasks.get(name);
}

function toTask(task: Dumped): MtebTask {
  const languages = task.eval_langs;
  const subsets = Array.isArray(languages)
    ? [['default', languages as string[]] as const]
    : Object.entries(languages as Record<string, string[]>);
  return {
    name: task.name,
    type: task.type,
    splits: task.eval_splits,
    subsets: new Map(subsets),
    aggregate: false,
  };
}

/** Equal to 1e-9; null stands for NaN. */
export function same(found: number | null | undefined, expected: number | null): boolean {
  const value = found === undefined || found === null || Number.isNaN(found) ? null : found;
  return expected === null || value === null
    ? expected === value
    : Math.abs(value - expected) <= 1e-9;
}
