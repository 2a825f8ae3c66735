import { GlottobenchError, type ErrorDetails } from '../base/errors.js';
import { parseJson, type JsonValue } from '../base/json.js';
import type { CellName } from '../types/cell.js';
import type { QueryScores } from '../types/scores.js';
import { writeStreamAtomic } from '../formats/atomic-stream.js';
import { readLines } from '../formats/lines.js';
import { cellIn, checkOwner, type CellFile } from './cell-files.js';

/**
 * Writes per-query values as JSON lines: first the cell, `{"task": …, "split": …, "subset": …}`,
 * then one line per query in the given order, `{"query": "q1", "ndcg_at_10": 0.63, …}`.
 * @param path `.gz` packs it
 */
export async function writeQueryScores(
  path: string,
  cell: CellName,
  scores: QueryScores,
): Promise<void> {
  await writeStreamAtomic(path, scoreLines(cell, scores));
}

function* scoreLines(
  { task, split, subset }: CellName,
  { queries, values }: QueryScores,
): Generator<string> {
  yield `${JSON.stringify({ task, split, subset })}\n`;
  const columns = Object.entries(values);
  for (const [row, query] of queries.entries()) {
    yield `${JSON.stringify({ query, ...Object.fromEntries(columns.map(([key, column]) => [key, column[row]])) })}\n`;
  }
}

/**
 * Reads what `writeQueryScores` wrote, or an earlier release, whose files do not name the cell.
 * @throws GB_NOT_FOUND; GB_RESULT_INVALID with the line, or when the file is of another cell or
 * nothing tells of which
 */
export async function readQueryScores(file: CellFile): Promise<QueryScores> {
  const { path } = file;
  const queries: string[] = [];
  const columns = new Map<string, number[]>();
  let line = 0;
  for await (const { lines } of readLines(path, { name: path })) {
    for (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      const row = parseObject(text, path, line);
      if (line === 1) {
        const stated = 'query' in row ? undefined : cellIn(row);
        checkOwner(file, stated);
        if (stated !== undefined) continue;
      }
      queries.push(
        addRow(columns, withQuery(row, path, line), queries.length, { file: path, line }),
      );
    }
  }
  for (const [key, column] of columns) {
    if (column.length !== queries.length)
      throw new GlottobenchError('GB_RESULT_INVALID', `"${key}" must be a number in every line`, {
        file: path,
      });
  }
  return {
    queries,
    values: Object.fromEntries(
      Array.from(columns, ([key, column]) => [key, Float64Array.from(column)]),
    ),
  };
}

type Row = Readonly<Record<string, JsonValue>>;

function parseObject(text: string, file: string, line: number): Row {
  const row = parseJson(text, `${file}:${line}`, 'GB_RESULT_INVALID');
  if (row === null || typeof row !== 'object' || Array.isArray(row)) throw noQuery(file, line);
  return row;
}

function withQuery(row: Row, file: string, line: number): Row & { readonly query: string } {
  const { query } = row;
  if (typeof query !== 'string') throw noQuery(file, line);
  return { ...row, query };
}

function noQuery(file: string, line: number): GlottobenchError {
  return new GlottobenchError('GB_RESULT_INVALID', 'an object with "query" expected', {
    file,
    line,
  });
}

/** @returns the query of the row */
function addRow(
  columns: Map<string, number[]>,
  row: Row & { readonly query: string },
  rows: number,
  place: ErrorDetails,
): string {
  for (const [key, value] of Object.entries(row)) {
    if (key === 'query') continue;
    const column = columns.get(key) ?? [];
    if (typeof value !== 'number' || column.length !== rows)
      throw new GlottobenchError(
        'GB_RESULT_INVALID',
        `"${key}" must be a number in every line`,
        place,
      );
    columns.set(key, column);
    column.push(value);
  }
  return row.query;
}
