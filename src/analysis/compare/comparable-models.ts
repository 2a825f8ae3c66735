import { VALUELESS } from '../../results/comparable/codes.js';
import { comparable, type ComparableOptions } from '../../results/comparable/comparable.js';
import { partExamples } from '../../results/comparable/coverage.js';
import type { Warning } from '../../types/generated/warning.js';
import { describeTogether } from '../../warnings/describe.js';
import { warningOf } from '../../warnings/record.js';
import type { ModelCell, ModelResults } from './model-results.js';

/**
 * The models with what is known against their cells beside each other: `comparable` over all of
 * them.
 */
export function comparableModels(
  models: readonly ModelResults[],
  coverage: ComparableOptions['coverage'],
): ModelResults[] {
  const owned = models.flatMap(({ cells }, owner) => cells.map((cell) => ({ ...cell, owner })));
  const compared = comparable(owned, { coverage });
  return models.map((model, m) => ({
    ...model,
    cells: compared.filter(({ owner }) => owner === m),
  }));
}

/** In sentences: which cells of each model have no value, and why. */
export function valuelessNotes(models: readonly ModelResults[]): string[] {
  return models.flatMap(({ name, cells }) =>
    describeTogether(
      cells.flatMap(({ warnings = [] }) => warnings.filter(({ code }) => VALUELESS.has(code))),
    ).map((sentence) => `left out of ${name}: ${sentence}`),
  );
}

/**
 * What is to be said of each compared task of which not all models have everything: task → record
 * for a cell of it.
 * @param common cells that all models have
 */
export function partWarnings(
  models: readonly ModelResults[],
  common: readonly ModelCell[],
): (cell: ModelCell) => Warning[] {
  const tasks = new Map<string, readonly string[]>();
  for (const task of new Set(common.map((cell) => cell.task))) {
    const parts = models.map(({ name, cells }) => ({
      name,
      cells: cells.filter((cell) => cell.task === task && Number.isFinite(cell.mainScore)),
    }));
    const union = new Map(
      parts
        .flatMap(({ cells }) => cells)
        .map((cell) => [JSON.stringify([cell.split, cell.subset]), cell]),
    );
    const shared = common.filter((cell) => cell.task === task);
    if (shared.length < union.size)
      tasks.set(task, partExamples(shared, parts, [...union.values()]));
  }
  return (cell) => {
    const examples = tasks.get(cell.task);
    return examples === undefined ? [] : [warningOf('compared-on-part', cell, 1, examples)];
  };
}
