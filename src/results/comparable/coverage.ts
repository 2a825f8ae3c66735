import type { CellName } from '../../types/cell.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Warning } from '../../types/generated/warning.js';
import { warningOf } from '../../warnings/record.js';
import type { WarningCode } from '../../warnings/table.js';
import { largestRectangle } from './rectangle.js';
import { modelOf } from './scale.js';

type Part = Pick<CellName, 'split' | 'subset'>;

/** How much of a task: `2 of 6 splits`, `1 of 3 subsets`, or in cells where both are cut. */
function coverageText(kept: readonly Part[], all: readonly Part[]): string {
  const count = (parts: readonly Part[], of: keyof Part): number =>
    new Set(parts.map((part) => part[of])).size;
  const [splits, subsets] = [count(kept, 'split'), count(kept, 'subset')];
  const [allSplits, allSubsets] = [count(all, 'split'), count(all, 'subset')];
  const whole = kept.length === splits * subsets && all.length === allSplits * allSubsets;
  if (whole && subsets === allSubsets && splits < allSplits)
    return `${String(splits)} of ${String(allSplits)} splits`;
  if (whole && splits === allSplits && subsets < allSubsets)
    return `${String(subsets)} of ${String(allSubsets)} subsets`;
  return `${String(kept.length)} of ${String(all.length)} cells`;
}

/** What becomes of the cells of one task. */
export interface CoveredTask<C> {
  /** Cells with what is to be said of them. */
  readonly warned: ReadonlyMap<C, Warning>;
  /** Cells that are not compared, though the model keeps others of the task. */
  readonly dropped: ReadonlySet<C>;
}

interface ModelPart<C> {
  readonly name: string;
  readonly cells: readonly C[];
  readonly keys: ReadonlySet<string>;
}

const keyOf = ({ split, subset }: Part): string => JSON.stringify([split, subset]);

/**
 * Scored cells of one task over all models: what all have is compared (see `largestRectangle`), or,
 * to be marked only, who has less than all others together.
 */
export function coverTask<C extends CellScore>(
  cells: readonly C[],
  rule: 'common' | 'mark',
): CoveredTask<C> {
  const models = byModel(cells);
  const all = partsOf(cells);
  const warned = new Map<C, Warning>();
  const warn = (own: readonly C[], code: WarningCode, examples: readonly string[]): void => {
    for (const cell of own) warned.set(cell, warningOf(code, cell, 1, examples));
  };
  const none = { warned, dropped: new Set<C>() };
  if (models.every(({ keys }) => keys.size === all.length)) return none;
  if (rule === 'mark') {
    for (const model of models)
      if (model.keys.size < all.length) warn(model.cells, 'partial-scores', [has(model, all)]);
    return none;
  }
  const kept = new Set(largestRectangle(models.map(({ keys }) => keys)));
  const inside = models.filter((_, i) => kept.has(i));
  const shared = sharedKeys(inside);
  if (shared.size === 0) {
    for (const model of models) warn(model.cells, 'nothing-shared', [has(model, all)]);
    return none;
  }
  const dropped = new Set<C>();
  const union = partsOf(inside.flatMap(({ cells: own }) => own));
  for (const [i, model] of models.entries()) {
    const own = model.cells;
    if (!kept.has(i)) {
      warn(own, 'too-little-shared', [has(model, all)]);
      continue;
    }
    const common = own.filter((cell) => shared.has(keyOf(cell)));
    for (const cell of own) if (!shared.has(keyOf(cell))) dropped.add(cell);
    if (shared.size < union.length)
      warn(common, 'compared-on-part', partExamples(common, inside, union));
  }
  return { warned, dropped };
}

/** What is compared, and who has fewer than all together, fewest first. */
export function partExamples(
  common: readonly Part[],
  models: readonly Pick<ModelPart<Part>, 'name' | 'cells'>[],
  union: readonly Part[],
): string[] {
  const lacking = models
    .filter(({ cells }) => cells.length < union.length)
    .sort((a, b) => a.cells.length - b.cells.length);
  return [`${coverageText(common, union)} compared`, ...lacking.map((model) => has(model, union))];
}

function has(
  { name, cells }: Pick<ModelPart<Part>, 'name' | 'cells'>,
  all: readonly Part[],
): string {
  return `${name} has ${coverageText(cells, all)}`;
}

function byModel<C extends CellScore>(cells: readonly C[]): ModelPart<C>[] {
  const models = new Map<string, C[]>();
  for (const cell of cells) {
    const own = models.get(modelOf(cell));
    if (own === undefined) models.set(modelOf(cell), [cell]);
    else own.push(cell);
  }
  return [...models.values()].map((own) => ({
    name: own[0]?.model.name ?? '',
    cells: own,
    keys: new Set(own.map(keyOf)),
  }));
}

function partsOf(cells: readonly CellScore[]): CellScore[] {
  return [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()];
}

function sharedKeys<C>(models: readonly ModelPart<C>[]): Set<string> {
  const [first, ...rest] = models;
  return new Set([...(first?.keys ?? [])].filter((key) => rest.every(({ keys }) => keys.has(key))));
}
