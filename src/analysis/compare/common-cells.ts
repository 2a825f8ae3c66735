import type { ModelCell, ModelResults } from './model-results.js';

/** The cells that a set of models share. */
export interface CommonCells {
  readonly models: readonly ModelResults[];
  /** One row per cell, one entry per model. */
  readonly cells: readonly (readonly ModelCell[])[];
  /** Models that share too little with the others, with their number of scored cells. */
  readonly leftOut: readonly { readonly model: string; readonly cells: number }[];
}

function cellKey({ task, split, subset, metric }: ModelCell): string {
  return [task, split, subset, metric].join('\0');
}

/**
 * Cells that every model has. Two models always stay; of more, those are kept whose number times the number of shared
 * cells is largest (taken in the order of how much each has), since one model with little would else empty the table.
 */
export function commonCells(all: readonly ModelResults[]): CommonCells {
  const maps = all.map(
    (model) =>
      new Map(
        model.cells
          .filter(({ mainScore }) => Number.isFinite(mainScore))
          .map((cell) => [cellKey(cell), cell]),
      ),
  );
  const order = all
    .map((_, i) => i)
    .sort((a, b) => (maps[b]?.size ?? 0) - (maps[a]?.size ?? 0) || a - b);
  const kept = all.length <= 2 ? order : largestRectangle(order, maps);
  const models = [...kept].sort((a, b) => a - b);
  const [first = -1, ...rest] = models;
  const keys = [...(maps[first]?.keys() ?? [])]
    .filter((key) => rest.every((i) => maps[i]?.has(key) === true))
    .sort();
  return {
    models: models.flatMap((i) => all[i] ?? []),
    cells: keys.map((key) => models.flatMap((i) => maps[i]?.get(key) ?? [])),
    leftOut: order
      .filter((i) => !kept.includes(i))
      .map((i) => ({ model: all[i]?.name ?? '', cells: maps[i]?.size ?? 0 })),
  };
}

function largestRectangle(
  order: readonly number[],
  maps: readonly ReadonlyMap<string, unknown>[],
): readonly number[] {
  let shared: ReadonlySet<string> | undefined;
  let best: { readonly kept: readonly number[]; readonly area: number } = { kept: order, area: -1 };
  const chosen: number[] = [];
  for (const i of order) {
    const own = maps[i];
    if (own === undefined) continue;
    shared =
      shared === undefined
        ? new Set(own.keys())
        : new Set([...shared].filter((key) => own.has(key)));
    chosen.push(i);
    const area = shared.size * chosen.length;
    if (chosen.length >= 2 && area > best.area) best = { kept: [...chosen], area };
  }
  return best.kept;
}
