import { largestRectangle } from '../../results/comparable/rectangle.js';
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
 * Cells that every model has. Two models always stay; of more, those are kept whose number times
 * the number of shared cells is largest (taken in the order of how much each has), since one model
 * with little would else empty the table.
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
  const models = largestRectangle(maps.map((map) => new Set(map.keys())));
  const [first = -1, ...rest] = models;
  const keys = [...(maps[first]?.keys() ?? [])]
    .filter((key) => rest.every((i) => maps[i]?.has(key) === true))
    .sort();
  return {
    models: models.flatMap((i) => all[i] ?? []),
    cells: keys.map((key) => models.flatMap((i) => maps[i]?.get(key) ?? [])),
    leftOut: all
      .map(({ name }, i) => ({ model: name, cells: maps[i]?.size ?? 0, place: i }))
      .filter(({ place }) => !models.includes(place))
      .sort((a, b) => b.cells - a.cells || a.place - b.place)
      .map(({ model, cells }) => ({ model, cells })),
  };
}
