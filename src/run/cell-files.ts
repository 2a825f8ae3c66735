import { join } from 'node:path';
import { cellFileStem, QUERIES_FOLDER } from '../results/layout.js';
import type { Cell } from '../types/cell.js';

type CellName = Pick<Cell, 'task' | 'split' | 'subset'>;

/** Where the ranking of a cell lies, below the revision folder. */
export function runPath(cell: CellName): string {
  return join('runs', `${cellFileStem(cell)}.trec.gz`);
}

/** Where the per-query scores of a cell lie, below the revision folder. */
export function queryScoresPath(cell: CellName): string {
  return join(QUERIES_FOLDER, `${cellFileStem(cell)}.jsonl`);
}
