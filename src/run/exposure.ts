import { GlottobenchError } from '../base/errors.js';
import {
  exposureScores,
  type ExposureScore,
  type HeldOut,
  type QueryLevelCell,
} from '../analysis/exposure.js';
import { readCard } from '../models/checkpoint/card.js';
import { findCellFiles, QUERY_SCORES } from '../results/cell-files.js';
import { describeCell } from '../results/cell-names.js';
import { readQueryScores } from '../results/query-scores-file.js';
import type { Cell } from '../types/cell.js';

/** What a checkpoint's card says was kept out of its training; nothing when it says nothing. */
export async function heldOutOf(checkpoint: string): Promise<HeldOut> {
  const card = await readCard(checkpoint);
  return { languages: card?.held_out_languages ?? [], articles: card?.held_out_articles ?? [] };
}

/**
 * Scores of finished cells by what training saw of each query, read from the per-query files of a
 * revision folder.
 */
export async function exposureOfRun(
  folder: string,
  cells: readonly Cell[],
  metric: string,
  heldOut: HeldOut,
): Promise<ExposureScore[]> {
  const find = await findCellFiles(folder, QUERY_SCORES, cells);
  const read = async (cell: Cell): Promise<QueryLevelCell> => {
    const file = find(cell);
    if (file === undefined)
      throw new GlottobenchError(
        'GB_NOT_FOUND',
        `there are no per-query scores of ${describeCell(cell)}`,
        { file: folder },
      );
    const { queries, values } = await readQueryScores(file);
    return {
      setting: cell.setting,
      queryLanguages: cell.queryLanguages,
      documentLanguages: cell.documentLanguages,
      queries,
      values: values[metric] ?? [],
    };
  };
  return exposureScores(await Promise.all(cells.map(read)), heldOut);
}
