import { GlottobenchError } from '../base/errors.js';
import { parseJson } from '../base/json.js';
import type { QueryScores } from '../types/scores.js';
import { writeStreamAtomic } from './atomic-stream.js';
import { readChunks, readLines } from './text-source.js';

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
  for await (const text of readLines(readChunks(path))) {
    line++;
    if (text.trim() === '') continue;
    const row = parseJson(text, path, 'GB_RESULT_INVALID');
    if (row === null || typeof row !== 'object' || Array.isArray(row) || typeof row['query'] !== 'string') {
      throw new GlottobenchError('GB_RESULT_INVALID', 'an object with "query" expected', { file: path, line });
    }
    for (const [key, value] of Object.entries(row)) {
      if (key === 'query') continue;
      const column = columns.get(key) ?? [];
      if (typeof value !== 'number' || column.length !== queries.length) {
        throw new GlottobenchError('GB_RESULT_INVALID', `"${key}" must be a number in every line`, { file: path, line });
      }
      columns.set(key, column);
      column.push(value);
    }
    queries.push(row['query']);
  }
  for (const [key, column] of columns) {
    if (column.length !== queries.length) throw new GlottobenchError('GB_RESULT_INVALID', `"${key}" must be a number in every line`, { file: path });
  }
  return { queries, values: Object.fromEntries(Array.from(columns, ([key, column]) => [key, Float64Array.from(column)])) };
}
