import type { CellName } from '../../types/cell.js';
import type { Warning } from '../../types/generated/warning.js';
import { readManifest } from './run-manifest.js';

/** What is known against the number of a cell. */
export type CellWarnings = (cell: CellName) => readonly Warning[];

/**
 * The warnings of a revision folder, as its manifest has them; results of others have none.
 * @throws GB_RESULT_INVALID when the manifest is broken: what is known against the numbers is then
 * not known
 */
export async function readCellWarnings(folder: string): Promise<CellWarnings> {
  const manifest = await readManifest(folder);
  const known = new Map(manifest?.cells.map((cell) => [keyOf(cell), cell.warnings ?? []]));
  return (cell) => known.get(keyOf(cell)) ?? [];
}

function keyOf({ task, split, subset }: CellName): string {
  return JSON.stringify([task, split, subset]);
}
