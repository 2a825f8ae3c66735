import { readRun } from '../formats/run-file.js';
import { readGzipComment } from '../formats/gzip-comment.js';
import { writeRun } from '../formats/run-writer.js';
import type { CellName } from '../types/cell.js';
import type { Ranking } from '../types/ranking.js';
import { cellIn, checkOwner, type CellFile } from './cell-files.js';

/**
 * Writes the ranking of a cell as a TREC run file. A TREC line has no place for the cell, so it
 * stands in the comment of the gzip header (RFC 1952), as JSON in ASCII.
 * @param path ends in `.gz`
 * @param tag name of the system
 * @param depth hits per query that are kept
 */
export function writeCellRun(
  path: string,
  { task, split, subset }: CellName,
  rankings: Iterable<Ranking>,
  tag: string,
  depth: number,
): Promise<void> {
  return writeRun(path, rankings, tag, depth, asciiJson({ task, split, subset }));
}

/**
 * Reads the ranking of a cell.
 * @throws GB_RESULT_INVALID when the file is of another cell, or nothing tells of which; faults of
 * the reader of run files
 */
export async function readCellRun(file: CellFile): Promise<Ranking[]> {
  checkOwner(file, statedCell(await readGzipComment(file.path)));
  return readRun(file.path);
}

function statedCell(comment: string | undefined): CellName | undefined {
  try {
    return cellIn(JSON.parse(comment ?? 'null'));
  } catch {
    return undefined;
  }
}

function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
