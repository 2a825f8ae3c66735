import type { ManifestCell } from '../../types/generated/run-manifest.js';
import type { Warning } from '../../types/generated/warning.js';
import { warningOf } from '../../warnings/record.js';

const CODE = 'unequal-questions';

/**
 * The cells, each with what follows from all of them together: where the languages of a parallel
 * task (one with cross-lingual cells or a pool of languages asks the same in each) have different
 * numbers of questions, those cells that differ from the most common number say so. What was there
 * of an earlier set of cells goes.
 */
export function withUnequalQuestions(cells: readonly ManifestCell[]): ManifestCell[] {
  const groups = new Map<string, ManifestCell[]>();
  for (const cell of cells) {
    if (cell.setting === undefined || cell.setting === 'monolingual') continue;
    const key = JSON.stringify([cell.task, cell.split, cell.setting]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  const found = new Map([...groups.values()].flatMap(unequal));
  return cells.map((cell) => {
    const { warnings: before = [], ...rest } = cell;
    const derived = found.get(cell);
    const warnings = [
      ...before.filter(({ code }) => code !== CODE),
      ...(derived === undefined ? [] : [derived]),
    ];
    return warnings.length === 0 ? rest : { ...rest, warnings };
  });
}

/** A warning that `withUnequalQuestions` makes. */
export function isOfAllCells({ code }: Warning): boolean {
  return code === CODE;
}

function unequal(cells: readonly ManifestCell[]): [ManifestCell, Warning][] {
  const most = mostCommon(cells.map(({ queries }) => queries));
  const like = cells.filter(({ queries }) => queries === most).length;
  return cells.flatMap((cell): [ManifestCell, Warning][] =>
    cell.queries === most
      ? []
      : [
          [
            cell,
            warningOf(CODE, cell, Math.abs(cell.queries - most), [
              `${cell.subset}: ${String(cell.queries)}`,
              `${String(like)} of ${String(cells.length)} subsets: ${String(most)}`,
            ]),
          ],
        ],
  );
}

/** Of two that are as common the larger. */
function mostCommon(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  return first?.[0] ?? 0;
}
