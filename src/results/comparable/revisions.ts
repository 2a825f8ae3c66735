import type { CellScore } from '../../types/cell-score.js';
import { modelOf } from './scale.js';

const UNKNOWN = 'not known';
const SHOWN = 12;

/**
 * Cells of another revision of the data than the rest of their task. The rest is the revision of
 * the definition where any result has it, else that of most models; where no revision has most, all
 * are told.
 * @returns cell → its revision and the other, as examples of its warning
 */
export function otherRevisions<C extends CellScore>(cells: readonly C[]): Map<C, string[]> {
  const found = new Map<C, string[]>();
  const tasks = new Map<string, C[]>();
  for (const cell of cells) {
    if (cell.origin === undefined) continue;
    const own = tasks.get(cell.task);
    if (own === undefined) tasks.set(cell.task, [cell]);
    else own.push(cell);
  }
  for (const own of tasks.values()) {
    if (new Set(own.map(revisionOf)).size <= 1) continue;
    const usual = usualRevision(own);
    for (const cell of own) {
      const revision = revisionOf(cell);
      if (revision === usual) continue;
      const rest = usual === undefined ? 'no revision has most' : `most ${usual.slice(0, SHOWN)}`;
      found.set(cell, [`${revision.slice(0, SHOWN)}, ${rest}`]);
    }
  }
  return found;
}

function usualRevision(cells: readonly CellScore[]): string | undefined {
  const models = new Map<string, Set<string>>();
  for (const cell of cells) {
    const own = models.get(revisionOf(cell)) ?? new Set();
    models.set(revisionOf(cell), own.add(modelOf(cell)));
  }
  const defined = cells[0]?.origin?.definedRevision;
  if (defined !== undefined && models.has(defined)) return defined;
  const [first, second] = [...models].sort(([, a], [, b]) => b.size - a.size);
  return first !== undefined && first[1].size > (second?.[1].size ?? 0) && first[0] !== UNKNOWN
    ? first[0]
    : undefined;
}

function revisionOf({ origin }: CellScore): string {
  return origin?.datasetRevision ?? UNKNOWN;
}
