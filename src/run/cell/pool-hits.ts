import { join } from 'node:path';
import { cellPath, findCellFiles, POOL_HITS, RUNS } from '../../results/cell-files.js';
import { readCellRun, writeCellRun } from '../../results/cell-run-file.js';
import type { CellName } from '../../types/cell.js';
import type { BiasReport } from '../../types/generated/bias.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type { Ranking } from '../../types/ranking.js';
import { MRC_K, topOf } from './bias.js';
import { withoutTrivialHits } from './trivial-hits.js';

/** First hits per subset of a report; a subset without them is absent. */
type PoolHits = ReadonlyMap<string, readonly Ranking[]>;

/**
 * Writes the first hits of a pool's queries, which mean rank correlation compares; trivial hits are
 * out already.
 */
export function writePoolHits(
  folder: string,
  cell: CellName,
  top: readonly Ranking[],
  tag: string,
): Promise<void> {
  return writeCellRun(join(folder, cellPath(POOL_HITS, cell)), cell, top, tag, MRC_K);
}

/** Whether every row of a report has its file of hits. */
export async function hasAllHits(folder: string, report: BiasReport): Promise<boolean> {
  const cells = cellsOf(report);
  const find = await findCellFiles(folder, POOL_HITS, cells);
  return cells.every((cell) => find(cell) !== undefined);
}

/**
 * The first hits of all rows. A cell of an earlier release has only its run file: they are taken
 * from there, and written, so that all later runs read the same. A run file that is missing or
 * holds too few hits gives none.
 */
export async function readPoolHits(
  folder: string,
  report: BiasReport,
  definition: TaskDefinition,
): Promise<PoolHits> {
  const cells = cellsOf(report);
  const find = await findCellFiles(folder, POOL_HITS, cells);
  const findRun = await findCellFiles(folder, RUNS, cells);
  const tag = report.model.name.replaceAll(/\s/g, '_');
  const hits = new Map<string, readonly Ranking[]>();
  for (const cell of cells) {
    const file = find(cell);
    const run = findRun(cell);
    if (file !== undefined) hits.set(cell.subset, await readCellRun(file));
    else if (run !== undefined) {
      const top = topHits(await readCellRun(run), definition);
      const enough = Math.min(MRC_K, cell.candidates);
      if (top.some(({ docs }) => docs.length < enough)) continue;
      await writePoolHits(folder, cell, top, tag);
      hits.set(cell.subset, top);
    }
  }
  return hits;
}

function topHits(rankings: readonly Ranking[], definition: TaskDefinition): Ranking[] {
  return rankings.map((ranking) => topOf(withoutTrivialHits(ranking, definition), MRC_K));
}

function cellsOf({ task, split, rows }: BiasReport): (CellName & { candidates: number })[] {
  return rows.map(({ subset, candidates }) => ({ task, split, subset, candidates }));
}
