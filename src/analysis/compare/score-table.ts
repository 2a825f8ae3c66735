import { GlottobenchError } from '../../base/errors.js';
import { readQueryScores } from '../../results/query-scores-file.js';
import type { Setting } from '../../types/dataset.js';
import type { Side } from '../../types/generated/aggregation.js';
import type { Warning } from '../../types/generated/warning.js';
import type { QueryScores } from '../../types/scores.js';
import { describeTogether } from '../../warnings/describe.js';
import { distinctWarnings } from '../../warnings/record.js';
import { toUnits, type Unit } from '../aggregate/units.js';
import { commonCells, type CommonCells } from './common-cells.js';
import { comparableModels, partWarnings, valuelessNotes } from './comparable-models.js';
import type { ModelCell, ModelResults } from './model-results.js';
import { questionCluster } from './question-cluster.js';

/** One (task, split, subset) that all compared models have. */
export interface ComparedCell {
  readonly task: string;
  readonly split: string;
  readonly subset: string;
  readonly metric: string;
  readonly setting: Setting;
  /** The language (or pair) that the cell counts for. */
  readonly unit: Unit;
  /** Per model: one score per question, or the one score of the cell. */
  readonly scores: readonly Float64Array[];
  /** Question of each score; empty for a cell without per-query scores. */
  readonly questions: readonly string[];
  /** Per model: what is known against its score of this cell. */
  readonly warnings: readonly (readonly Warning[])[];
}

/**
 * What a comparison rests on. `questions`: paired per-query scores. `cells`: one number per (task,
 * split, subset), no more.
 */
export interface ScoreTable {
  readonly evidence: 'questions' | 'cells';
  readonly models: readonly ModelResults[];
  readonly cells: readonly ComparedCell[];
  readonly leftOutModels: CommonCells['leftOut'];
  readonly notes: readonly string[];
}

/**
 * Pairs the models: cells that all have, and in each cell the questions that all have. Where cells
 * with per-query scores exist only these are used; leaderboard files have none.
 * @param side whose language a cross-lingual cell counts for
 * @throws GB_INPUT_INVALID when the models share nothing
 */
export async function pairScores(
  given: readonly ModelResults[],
  side: Side = 'query',
): Promise<ScoreTable> {
  const judged = comparableModels(given, 'none');
  const valueless = valuelessNotes(judged);
  const common = withParts(commonCells(judged));
  if (common.cells.length === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', nothingShared(valueless), {
      hint:
        valueless.length > 0
          ? valueless.join('; ')
          : `run the same tasks with all of them: ${given
              .map(({ name }) => name)
              .slice(0, 4)
              .join(', ')}`,
    });
  const withQueries = common.cells.flatMap((row) => {
    const files = row.map(({ queryFile }) => queryFile).filter((file) => file !== undefined);
    return files.length === row.length ? [{ row, files }] : [];
  });
  const notes = [...valueless];
  const base = { models: common.models, leftOutModels: common.leftOut };
  if (withQueries.length === 0)
    return {
      ...base,
      evidence: 'cells',
      cells: common.cells.map((row) =>
        cellOf(
          row,
          row.map(({ mainScore }) => Float64Array.of(mainScore)),
          [],
          side,
        ),
      ),
      notes,
    };
  if (withQueries.length < common.cells.length)
    notes.push(
      `${String(common.cells.length - withQueries.length)} shared cells have no per-query scores of every model and are left out`,
    );
  const cells: ComparedCell[] = [];
  let unpaired = 0;
  for (const { row, files } of withQueries) {
    const paired = pairQueries(row, await Promise.all(files.map(readQueryScores)));
    unpaired += paired.unpaired;
    if (paired.questions.length > 0) cells.push(cellOf(row, paired.scores, paired.questions, side));
  }
  if (unpaired > 0)
    notes.push(
      `${String(unpaired)} questions were answered by some of the models only and are left out`,
    );
  return { ...base, evidence: 'questions', cells, notes };
}

/** The notes of a table with what is known against its cells, for whoever shows no marks. */
export function notesOf({ notes, cells }: ScoreTable): string[] {
  const records = distinctWarnings(cells.flatMap(({ warnings }) => warnings.flat()));
  return [...notes, ...describeTogether(records)];
}

function nothingShared(valueless: readonly string[]): string {
  return valueless.length === 0
    ? 'these models share no task, split and subset'
    : 'these models share no task, split and subset with scores that can be compared';
}

/** Each cell with what is to be said where only a part of its task is shared. */
function withParts(common: CommonCells): CommonCells {
  const said = partWarnings(
    common.models,
    common.cells.flatMap((row) => row[0] ?? []),
  );
  return {
    ...common,
    cells: common.cells.map((row) =>
      row.map((cell) => ({ ...cell, warnings: [...(cell.warnings ?? []), ...said(cell)] })),
    ),
  };
}

function pairQueries(
  row: readonly ModelCell[],
  files: readonly QueryScores[],
): { scores: Float64Array[]; questions: string[]; unpaired: number } {
  const places = files.map(({ queries }) => new Map(queries.map((query, i) => [query, i])));
  const columns = files.map(({ values }, m) => column(values, row[m]));
  const all = new Set(files.flatMap(({ queries }) => queries));
  const shared = [...all].filter((query) =>
    places.every(
      (place, m) => place.has(query) && !Number.isNaN(columns[m]?.[place.get(query) ?? 0]),
    ),
  );
  return {
    scores: columns.map((values, m) =>
      Float64Array.from(shared, (query) => values[places[m]?.get(query) ?? 0] ?? NaN),
    ),
    questions: shared.map((query) => questionCluster(row[0]?.task ?? '', query)),
    unpaired: all.size - shared.length,
  };
}

function column(values: QueryScores['values'], cell: ModelCell | undefined): Float64Array {
  const found = values[cell?.metric ?? ''];
  if (found === undefined) {
    throw new GlottobenchError('GB_INPUT_INVALID', `no column "${cell?.metric ?? ''}"`, {
      file: cell?.queryFile?.path,
      hint: `columns: ${Object.keys(values).slice(0, 12).join(', ')}; --metric chooses one`,
    });
  }
  return found;
}

function cellOf(
  row: readonly ModelCell[],
  scores: readonly Float64Array[],
  questions: readonly string[],
  side: Side,
): ComparedCell {
  const [cell] = row;
  if (cell === undefined) throw new Error('a row has models');
  const { task, split, subset, metric, setting } = cell;
  const [unit] = toUnits([cell], setting === 'monolingual' ? 'query' : side);
  if (unit === undefined) throw new Error('a cell is a unit');
  const warnings = row.map((one) => one.warnings ?? []);
  return { task, split, subset, metric, setting, unit, scores, questions, warnings };
}
