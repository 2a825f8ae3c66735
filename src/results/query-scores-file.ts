import { GlottobenchError, type ErrorDetails } from '../base/errors.js';
import { parseJson, type JsonValue } from '../base/json.js';
import type { QueryScores } from '../types/scores.js';
import { writeStreamAtomic } from '../formats/atomic-stream.js';
import { readLines } from '../formats/lines.js';

/**
 * Writes per-query values as JSON lines, `{"query": "q1", "ndcg_at_10": 0.63, …}`, one per query in the given order.
 * @param path `.gz` packs it
 */
export async function writeQueryScores(path: string, scores: QueryScores): Promise<void> {
  await writeStreamAtomic(path, scoreLines(scores));
}

function* scoreLines({ queries, values }: QueryScores): Generator<string> {
  const columns = Object.entries(values);
  for (const [row, query] of queries.entries()) {
    yield `${JSON.stringify({ query, ...Object.fromEntries(columns.map(([key, column]) => [key, column[row]])) })}\n`;
  }
}

/** Reads what `writeQueryScores` wrote. @throws GB_NOT_FOUND; GB_RESULT_INVALID with the line */
export async function readQueryScores(path: string): Promise<QueryScores> {
  const queries: string[] = [];
  const columns = new Map<string, number[]>();
  let line = 0;
  for await (const { lines } of readLines(path, { name: path })) {
    for (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      queries.push(
        addRow(columns, parseRow(text, path, line), queries.length, { file: path, line }),
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

function parseRow(
  text: string,
  file: string,
  line: number,
): { [key: string]: JsonValue } & { query: string } {
  const row = parseJson(text, `${file}:${line}`, 'GB_RESULT_INVALID');
  if (
    row === null ||
    typeof row !== 'object' ||
    Array.isArray(row) ||
    typeof row['query'] !== 'string'
  ) {
    throw new GlottobenchError('GB_RESULT_INVALID', 'an object with "query" expected', {
      file,
      line,
    });
  }
  return row as { [key: string]: JsonValue } & { query: string };
}

/** @returns the query of the row */
function addRow(
  columns: Map<string, number[]>,
  row: { [key: string]: JsonValue } & { query: string },
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
