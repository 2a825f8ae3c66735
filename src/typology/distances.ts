import { existsSync } from 'node:fs';
import { packagePath } from '../base/folders.js';
import { cell, readTable } from './tables.js';

/** Distances of one pair, 0 … 1 (data/typology-sa/README.md). */
export interface PairDistance {
  readonly syntactic: number;
  readonly featural: number;
  readonly genetic: number;
  readonly geographic: number;
  /**
   * Observed, not imputed, syntactic features (of 103) in both languages; under 20 the distance is
   * a guess from neighbours.
   */
  readonly syntacticOverlap: number;
}

/** Below this number of observed features a syntactic distance is left out of means. */
export const SYNTACTIC_OVERLAP_NEEDED = 20;

let distances: DistanceTable | null | undefined;

export type DistanceTable = ReadonlyMap<string, PairDistance>;

/** The optional CC BY-SA table; `null` where its folder is not installed. */
export function loadDistances(): DistanceTable | null {
  if (distances !== undefined) return distances;
  const path = packagePath('data', 'typology-sa', 'distances.csv');
  distances = existsSync(path) ? readDistances(path) : null;
  return distances;
}

/**
 * A table of the user's own, with the columns of data/typology-sa. Throws GB_NOT_FOUND,
 * GB_INPUT_INVALID without a column.
 */
export function readDistances(path: string): DistanceTable {
  return new Map(
    readTable(path, [
      'lang_a',
      'lang_b',
      'syntactic',
      'featural',
      'genetic',
      'geographic',
      'syntactic_overlap',
    ]).map(toEntry),
  );
}

function toEntry(row: Readonly<Record<string, string>>): [string, PairDistance] {
  const number = (column: string): number =>
    cell(row, column) === '' ? NaN : Number(cell(row, column));
  return [
    `${cell(row, 'lang_a')} ${cell(row, 'lang_b')}`,
    {
      syntactic: number('syntactic'),
      featural: number('featural'),
      genetic: number('genetic'),
      geographic: number('geographic'),
      syntacticOverlap: number('syntactic_overlap'),
    },
  ];
}

/** Distance of two resolved codes, or undefined where the table has none. */
export function pairDistance(
  a: string,
  b: string,
  table = loadDistances(),
): PairDistance | undefined {
  return table?.get(a < b ? `${a} ${b}` : `${b} ${a}`);
}
