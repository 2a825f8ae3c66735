import { outsideBounds } from '../../scores/bounds.js';
import type { CellScore, OutsideBounds } from '../../types/cell-score.js';
import { EXAMPLES } from '../../warnings/record.js';

/**
 * Metrics are rounded to 5 decimals before the main score is copied, everything to 6 at writing.
 */
const ROUNDING = 1.1e-6;
const SHOWN_DIGITS = 6;

/**
 * The scores of one entry that lie outside their bounds; undefined where none does.
 * @param mainScore the metric behind `main_score`; of a task that nobody knows its main score has
 * no bounds
 */
export function outsideOf(
  entry: Readonly<Record<string, unknown>>,
  mainScore: string | undefined,
): OutsideBounds | undefined {
  const examples: string[] = [];
  let impossible = false;
  for (const key in entry) {
    const value = entry[key];
    if (typeof value !== 'number') continue;
    const found = outsideBounds(key === 'main_score' ? (mainScore ?? key) : key, value, ROUNDING);
    if (found === undefined) continue;
    impossible ||= found === 'impossible';
    if (examples.length < EXAMPLES)
      examples.push(`${key} ${String(Number(value.toPrecision(SHOWN_DIGITS)))}`);
  }
  return examples.length === 0
    ? undefined
    : { kind: impossible ? 'impossible' : 'percent', examples };
}

type ScaleFault = 'percent-scale' | 'percent-by-others' | 'out-of-bounds';

/**
 * Cells whose scale cannot be relied on. A cell is in percent where any of its scores is, compared
 * or not. One without such a score is so too where more than half of the cells of its file are, or
 * of its model: a percentage may be below 1 by chance. A main score of unknown metric is in percent
 * where the same task has values above 1 and within 1.
 */
export function scaleFaults<C extends CellScore>(cells: readonly C[]): Map<C, ScaleFault> {
  const faults = new Map<C, ScaleFault>();
  const mixed = tasksOfTwoScales(cells);
  for (const cell of cells) {
    const kind = cell.origin?.outside?.kind;
    if (kind === 'impossible') faults.set(cell, 'out-of-bounds');
    else if (kind === 'percent' || (mixed.has(cell.task) && isUnknown(cell) && cell.mainScore > 1))
      faults.set(cell, 'percent-scale');
  }
  for (const keyOf of [fileOf, modelOf]) {
    const shares = new Map<string, { percent: number; all: number }>();
    for (const cell of cells) {
      const share = shares.get(keyOf(cell)) ?? { percent: 0, all: 0 };
      shares.set(keyOf(cell), share);
      share.all++;
      if (faults.get(cell) === 'percent-scale') share.percent++;
    }
    for (const cell of cells) {
      const share = shares.get(keyOf(cell));
      if (share !== undefined && share.percent * 2 > share.all && !faults.has(cell))
        faults.set(cell, 'percent-by-others');
    }
  }
  return faults;
}

/** Tasks of unknown metric with main scores within [0, 1] and beyond. */
function tasksOfTwoScales(cells: readonly CellScore[]): Set<string> {
  const unknown = cells.filter(isUnknown);
  const small = new Set(
    unknown.filter(({ mainScore }) => mainScore >= 0 && mainScore <= 1).map(({ task }) => task),
  );
  return new Set(
    unknown
      .filter(({ task, mainScore }) => mainScore > 1 && mainScore <= 100 && small.has(task))
      .map(({ task }) => task),
  );
}

function isUnknown({ metric, origin }: CellScore): boolean {
  return metric === 'main_score' && origin !== undefined;
}

/** The results of one model (name and revision). */
export function modelOf({ model }: CellScore): string {
  return JSON.stringify([model.name, model.revision]);
}

function fileOf(cell: CellScore): string {
  return JSON.stringify([cell.model.name, cell.model.revision, cell.task]);
}
