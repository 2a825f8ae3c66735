import { join } from 'node:path';
import type { Cell } from '../types/cell.js';

type CellName = Pick<Cell, 'task' | 'split' | 'subset'>;

/** Where the ranking of a cell lies, below the revision folder. */
export function runPath(cell: CellName): string {
  return join('runs', `${fileStem(cell)}.trec.gz`);
}

/** Where the per-query scores of a cell lie, below the revision folder. */
export function queryScoresPath(cell: CellName): string {
  return join('queries', `${fileStem(cell)}.jsonl`);
}

/** `<Task>.<split>.<subset>` */
function fileStem({ task, split, subset }: CellName): string {
  return [task, split, subset].map((part) => part.replaceAll(/[^\w.-]/g, '_')).join('.');
}
