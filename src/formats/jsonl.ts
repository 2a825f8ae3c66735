import { readText } from '../base/json.js';
import { readLines } from './lines.js';
import { BATCH_ROWS, inputError, type ReadOptions, type Row, type RowBatch } from './row.js';

/**
 * JSON lines (`.jsonl`, `.ndjson`, also `.gz`), one object per line; empty lines are skipped.
 * @throws GB_INPUT_INVALID with the line
 */
export async function* readJsonLines(path: string, options: ReadOptions): AsyncGenerator<RowBatch> {
  let rows: Row[] = [];
  let numbers: number[] = [];
  for await (const { lines, first } of readLines(path, options)) {
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '') continue;
      rows.push(parseRow(line, options.name, first + i));
      numbers.push(first + i);
      if (rows.length < BATCH_ROWS) continue;
      yield { file: options.name, rows, lines: numbers };
      rows = [];
      numbers = [];
    }
  }
  if (rows.length > 0) yield { file: options.name, rows, lines: numbers };
}

/** A `.json` file: a list of objects, or JSON lines under another name (as the `datasets` library accepts both). */
export async function* readJson(path: string, options: ReadOptions): AsyncGenerator<RowBatch> {
  if (!(await startsWithBracket(path, options))) {
    yield* readJsonLines(path, options);
    return;
  }
  const list = parse(await readText(path), options.name, undefined);
  if (!Array.isArray(list))
    throw inputError('a list of objects is expected', { file: options.name });
  for (let start = 0; start < list.length; start += BATCH_ROWS) {
    const rows = list
      .slice(start, start + BATCH_ROWS)
      .map((row) => asObject(row, options.name, undefined));
    yield { file: options.name, rows, lines: rows.map((_, i) => start + i + 1) };
  }
}

async function startsWithBracket(path: string, options: ReadOptions): Promise<boolean> {
  for await (const { lines } of readLines(path, options)) {
    const line = lines.find((text) => text.trim() !== '');
    if (line !== undefined) return line.trimStart().startsWith('[');
  }
  return false;
}

function parseRow(line: string, file: string, number: number): Row {
  return asObject(parse(line, file, number), file, number);
}

function asObject(value: unknown, file: string, line: number | undefined): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  throw inputError('a JSON object is expected', { file, line });
}

// JavaScript rounds integers above 2^53; as an id such a number must keep its digits, so it becomes a string.
const LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;

function parse(text: string, file: string, line: number | undefined): unknown {
  const safe = /\d{16}/.test(text)
    ? text.replace(LONG_INTEGER, (found) => (found.startsWith('"') ? found : `"${found}"`))
    : text;
  try {
    return JSON.parse(safe);
  } catch (error) {
    throw inputError(`not valid JSON: ${(error as Error).message}`, { file, line });
  }
}
