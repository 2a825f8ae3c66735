import { isGlottobenchError } from '../../base/errors.js';
import type { CellName } from '../../types/cell.js';
import type { Warning } from '../../types/generated/warning.js';
import { warningOf } from '../../warnings/record.js';
import { manifestPath, readManifest } from './run-manifest.js';

/** What is known against the number of a cell. */
export type CellWarnings = (cell: CellName) => readonly Warning[];

const NONE: CellWarnings = () => [];

/**
 * The warnings of a revision folder, as its manifest has them; results of others have none. A manifest that cannot be read
 * is itself what is known against every number beside it.
 */
export async function readCellWarnings(folder: string): Promise<CellWarnings> {
  try {
    const manifest = await readManifest(folder);
    if (manifest === undefined) return NONE;
    const known = new Map(manifest.cells.map((cell) => [keyOf(cell), cell.warnings ?? []]));
    return (cell) => known.get(keyOf(cell)) ?? [];
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    return (cell) => [warningOf('unknown-warnings', cell, 1, [manifestPath(folder)])];
  }
}

function keyOf({ task, split, subset }: CellName): string {
  return JSON.stringify([task, split, subset]);
}
