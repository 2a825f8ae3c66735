import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import type { CellName } from '../types/cell.js';
import { cellNames, describeCell, exactStem, isSameCell, lossyStem } from './cell-names.js';

/** A kind of file that every cell has one of, in a folder below the revision. */
interface CellFileKind {
  readonly folder: string;
  /** The first is written, all are read. */
  readonly endings: readonly [string, ...string[]];
}

export const QUERY_SCORES: CellFileKind = { folder: 'queries', endings: ['.jsonl', '.jsonl.gz'] };
export const RUNS: CellFileKind = { folder: 'runs', endings: ['.trec.gz'] };

/** First hits of a pool's queries, which mean rank correlation compares. */
export const POOL_HITS: CellFileKind = {
  folder: join('bias', 'hits'),
  endings: ['.trec.gz'],
};

/** Where a cell's file of this kind is written, below the revision folder. */
export function cellPath(kind: CellFileKind, cell: CellName): string {
  return join(kind.folder, `${exactStem(cellNames(cell))}${kind.endings[0]}`);
}

/** A file that was found for a cell. */
export interface CellFile {
  readonly path: string;
  readonly cell: CellName;
  /** True for a name of today: the file then says which cell it is of. */
  readonly exact: boolean;
  /** Other cells whose file of an earlier release has the same name. */
  readonly rivals: readonly CellName[];
}

/**
 * Looks for the files of cells in a revision folder: under the name of today, else under that of
 * earlier releases.
 * @param cells every cell that was ever scored here: they decide whether an old name is one cell's
 * alone
 */
export async function findCellFiles(
  revision: string,
  kind: CellFileKind,
  cells: readonly CellName[],
): Promise<(cell: CellName) => CellFile | undefined> {
  const folder = join(revision, kind.folder);
  const files = new Set(await readdir(folder).catch(() => []));
  const named = (stem: string): string | undefined =>
    kind.endings.map((ending) => `${stem}${ending}`).find((name) => files.has(name));
  const byOldName = new Map<string, CellName[]>();
  for (const cell of cells) {
    const key = lossyStem(cellNames(cell)).toLowerCase();
    byOldName.set(key, [...(byOldName.get(key) ?? []), cell]);
  }
  return (cell) => {
    const today = named(exactStem(cellNames(cell)));
    if (today !== undefined) return { path: join(folder, today), cell, exact: true, rivals: [] };
    const old = lossyStem(cellNames(cell));
    const name = named(old);
    if (name === undefined) return undefined;
    // Where letter case is no difference to the file system, only one of two such files is there.
    const rivals = (byOldName.get(old.toLowerCase()) ?? []).filter((other) => {
      const stem = lossyStem(cellNames(other));
      return !isSameCell(other, cell) && (stem === old || named(stem) === undefined);
    });
    return { path: join(folder, name), cell, exact: false, rivals };
  };
}

/**
 * Checks that a file is of its cell.
 * @param stated the cell that the file names, undefined where it names none
 * @throws GB_RESULT_INVALID when it is of another cell, or nothing tells of which
 */
export function checkOwner(file: CellFile, stated: CellName | undefined): void {
  if (
    stated === undefined ? !file.exact && file.rivals.length === 0 : isSameCell(stated, file.cell)
  )
    return;
  const [rival] = file.rivals;
  const what =
    stated !== undefined
      ? `is of ${describeCell(stated)}, not of ${describeCell(file.cell)}`
      : rival === undefined
        ? 'does not say of which cell it is'
        : `may be of ${describeCell(file.cell)} or of ${describeCell(rival)}: an earlier release gave both this file`;
  throw new GlottobenchError('GB_RESULT_INVALID', what, {
    file: file.path,
    hint: 'glottobench run --fresh on these subsets writes a file for each; then delete this one',
  });
}

/** The cell that an object of a file names, undefined where it names none. */
export function cellIn(value: unknown): CellName | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { task, split, subset } = value as Readonly<Record<string, unknown>>;
  return typeof task === 'string' && typeof split === 'string' && typeof subset === 'string'
    ? { task, split, subset }
    : undefined;
}
