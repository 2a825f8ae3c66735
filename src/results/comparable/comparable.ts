import type { CellScore } from '../../types/cell-score.js';
import type { Warning } from '../../types/generated/warning.js';
import { warningOf } from '../../warnings/record.js';
import { changedScores } from './changed-scores.js';
import { coverTask, type CoveredTask } from './coverage.js';
import { otherRevisions } from './revisions.js';
import { modelOf, scaleFaults } from './scale.js';

export interface ComparableOptions {
  /**
   * `common`: of each task only the cells that all models have are compared, and that is said.
   * `mark`: nothing is left out, who has fewer is marked. `none`: the caller pairs cells itself.
   * Default common.
   */
  readonly coverage?: 'common' | 'mark' | 'none' | undefined;
  /** Mark models without tasks that others have, for means over tasks. */
  readonly tasks?: boolean | undefined;
  /**
   * Keep values that cannot be compared, with their marks: what reproduces the numbers of others.
   */
  readonly keepValues?: boolean | undefined;
}

/**
 * The one rule by which numbers are compared (docs/results.md): cells of several models → the cells
 * that may stand beside each other, each with what is known against it. A cell of another scale
 * than the rest, or that stands twice with unlike scores, has no value (NaN); cells that not all
 * models have are left out; models that share too little, another revision of the data and an older
 * meaning of the score are marked. The order is kept, and cells about which nothing is to be said
 * are the same objects.
 */
export function comparable<C extends CellScore>(
  cells: readonly C[],
  { coverage = 'common', tasks = false, keepValues = false }: ComparableOptions = {},
): C[] {
  const found = new Map<C, Warning[]>();
  const say = (cell: C, warning: Warning): void => {
    found.set(cell, [...(found.get(cell) ?? []), warning]);
  };
  const valueless = new Set<C>();
  const single = withoutCopies(cells, keepValues, (cell, values) => {
    say(cell, warningOf('duplicate-cell', cell, 1, values));
    valueless.add(cell);
  });
  const scored = single.filter(({ mainScore }) => Number.isFinite(mainScore));
  const faults = scaleFaults(scored);
  // Percentages beside each other are of one scale; beside a share they are not.
  const oneScale = faults.size === scored.length && ![...faults.values()].includes('out-of-bounds');
  for (const [cell, code] of faults) {
    const examples = cell.origin?.outside?.examples ?? [`${cell.metric} ${String(cell.mainScore)}`];
    say(cell, warningOf(code, cell, 1, examples));
    if (!oneScale) valueless.add(cell);
  }
  const usable = keepValues ? scored : scored.filter((cell) => !valueless.has(cell));
  const covered = coverage === 'none' ? [] : coverTasks(usable, coverage);
  for (const { warned } of covered) for (const [cell, warning] of warned) say(cell, warning);
  const dropped = new Set(covered.flatMap((task) => [...task.dropped]));
  const left = usable.filter((cell) => !dropped.has(cell) && !valueless.has(cell));
  const beside = keepValues ? usable : left;
  for (const [cell, examples] of otherRevisions(beside))
    say(cell, warningOf('other-dataset-revision', cell, 1, examples));
  for (const [cell, examples] of changedScores(beside))
    say(cell, warningOf('older-mteb', cell, 1, examples));
  if (tasks) for (const [cell, warning] of unlikeTasks(beside)) say(cell, warning);
  return single.flatMap((cell) => {
    if (dropped.has(cell)) return [];
    const warnings = found.get(cell);
    if (warnings === undefined) return [cell];
    const value = valueless.has(cell) && !keepValues ? { mainScore: NaN } : {};
    return [{ ...cell, ...value, warnings: [...(cell.warnings ?? []), ...warnings] }];
  });
}

/**
 * An entry that repeats another one is left out; where their scores differ, the first is told of.
 */
function withoutCopies<C extends CellScore>(
  cells: readonly C[],
  keepAll: boolean,
  onUnlike: (cell: C, values: string[]) => void,
): readonly C[] {
  const groups = new Map<string, C[]>();
  for (const cell of cells) {
    const key = `${modelOf(cell)}${JSON.stringify([cell.task, cell.split, cell.subset])}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  if (groups.size === cells.length) return cells;
  for (const group of groups.values()) {
    const [first] = group;
    const values = [...new Set(group.map(({ mainScore }) => String(mainScore)))];
    if (first !== undefined && values.length > 1) onUnlike(first, values);
  }
  return keepAll ? cells : [...groups.values()].flatMap(([first]) => first ?? []);
}

function coverTasks<C extends CellScore>(
  cells: readonly C[],
  rule: 'common' | 'mark',
): CoveredTask<C>[] {
  return [...byTask(cells).values()].map((own) => coverTask(own, rule));
}

function byTask<C extends CellScore>(cells: readonly C[]): Map<string, C[]> {
  const tasks = new Map<string, C[]>();
  for (const cell of cells) {
    const own = tasks.get(cell.task);
    if (own === undefined) tasks.set(cell.task, [cell]);
    else own.push(cell);
  }
  return tasks;
}

/** Cells of models that lack a task of their setting which another model has. */
function unlikeTasks<C extends CellScore>(cells: readonly C[]): Map<C, Warning> {
  const found = new Map<C, Warning>();
  for (const setting of new Set(cells.map((cell) => cell.setting))) {
    const own = cells.filter((cell) => cell.setting === setting);
    const models = new Map<string, Set<string>>();
    for (const cell of own) {
      const known = models.get(modelOf(cell)) ?? new Set();
      models.set(modelOf(cell), known.add(cell.task));
    }
    const all = [...new Set(own.map(({ task }) => task))].sort();
    const missing = all.filter((task) => [...models.values()].some((one) => !one.has(task)));
    if (missing.length === 0) continue;
    const warning = warningOf('unlike-tasks', null, missing.length, missing);
    for (const cell of own)
      if ((models.get(modelOf(cell))?.size ?? 0) < all.length) found.set(cell, warning);
  }
  return found;
}
