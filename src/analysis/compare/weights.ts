import type { ComparedCell } from './score-table.js';

/** The language or pair that a cell counts for; a cell of no single language stands for itself. */
export function memberOf(cell: Pick<ComparedCell, 'unit' | 'task' | 'subset'>): string {
  return cell.unit.language === undefined ? `${cell.task}/${cell.subset}` : cell.unit.member;
}

/**
 * Weights of the macro average over languages, as in `aggregate`: languages are equal; within a
 * language its scripts, within a script the tasks, within a task the cells. Sums to 1.
 */
export function macroWeights(cells: readonly ComparedCell[]): number[] {
  const paths = cells.map((cell) => [
    memberOf(cell),
    `${cell.unit.language?.id ?? ''}→${cell.unit.other?.id ?? ''}`,
    cell.task,
  ]);
  const children = new Map<string, Set<string>>();
  const leaves = new Map<string, number>();
  for (const path of paths) {
    let parent = '';
    for (const part of path) {
      const own = `${parent}\0${part}`;
      const known = children.get(parent);
      if (known === undefined) children.set(parent, new Set([own]));
      else known.add(own);
      parent = own;
    }
    leaves.set(parent, (leaves.get(parent) ?? 0) + 1);
  }
  return paths.map((path) => {
    let weight = 1;
    let parent = '';
    for (const part of path) {
      weight /= children.get(parent)?.size ?? 1;
      parent = `${parent}\0${part}`;
    }
    return weight / (leaves.get(parent) ?? 1);
  });
}
