import { DEEPEST_JSON, exchangeTokens, isTooDeep, keepLongIntegers } from '../base/json-tokens.js';
import { readLines } from './lines.js';
import { trimBlanks } from './table-roles.js';
import { firstCharacter, readWholeText } from './text-source.js';
import { BATCH_ROWS, inputError, type RowOptions, type Row, type RowBatch } from './row.js';

/**
 * JSON lines (`.jsonl`, `.ndjson`, also packed), one object per line; empty lines are skipped.
 * @throws GB_INPUT_INVALID with the line
 */
export async function* readJsonLines(path: string, options: RowOptions): AsyncGenerator<RowBatch> {
  let rows: Row[] = [];
  let numbers: number[] = [];
  for await (const { lines, first } of readLines(path, options)) {
    for (const [i, line] of lines.entries()) {
      if (trimBlanks(line) === '') continue;
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

/**
 * A `.json` file: a list of objects, or JSON lines under another name (as the `datasets` library
 * accepts both).
 */
export async function* readJson(path: string, options: RowOptions): AsyncGenerator<RowBatch> {
  if ((await firstCharacter(path, options.name)) !== '[') {
    yield* readJsonLines(path, options);
    return;
  }
  const list = parse(await readWholeText(path, options.name), options.name, undefined);
  if (!Array.isArray(list))
    throw inputError('a list of objects is expected', { file: options.name });
  for (let start = 0; start < list.length; start += BATCH_ROWS) {
    const rows = list
      .slice(start, start + BATCH_ROWS)
      .map((row) => asObject(row, options.name, undefined));
    yield { file: options.name, rows, lines: rows.map((_, i) => start + i + 1) };
  }
}

function parseRow(line: string, file: string, number: number): Row {
  return asObject(parse(line, file, number), file, number);
}

function asObject(value: unknown, file: string, line: number | undefined): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Row;
  throw inputError('a JSON object is expected', { file, line });
}

/**
 * JavaScript rounds integers above 2^53; as an id such a number must keep its digits, so it becomes
 * a string. `NaN`, which Python's `json` writes for a missing value (pandas), is read as null, as
 * `datasets` reads it.
 */
function parse(text: string, file: string, line: number | undefined): unknown {
  if (isTooDeep(text))
    throw inputError(`nested more than ${String(DEEPEST_JSON)} deep`, { file, line });
  const safe = keepLongIntegers(text);
  try {
    return JSON.parse(safe);
  } catch (error) {
    const withoutNaN = exchangeTokens(safe, (token) => (token === 'NaN' ? 'null' : undefined));
    if (withoutNaN !== safe) {
      try {
        return JSON.parse(withoutNaN);
      } catch {
        // the fault lies elsewhere: the first message is the one to give
      }
    }
    throw notJson(safe, error as Error, { file, line });
  }
}

function notJson(
  text: string,
  error: Error,
  place: { file: string; line: number | undefined },
): Error {
  let infinite: string | undefined;
  exchangeTokens(text, (token) => {
    if (token === 'Infinity' || token === '-Infinity') infinite ??= token;
    return undefined;
  });
  return infinite === undefined
    ? inputError(`not valid JSON: ${shortReason(error)}`, place)
    : inputError(
        `not valid JSON: ${infinite} is no number of JSON`,
        place,
        'Python writes it for an infinite float: write null or leave the member out.',
      );
}

/** The engine's reason may quote the text. */
function shortReason({ message }: Error): string {
  return message.length > 120 ? `${message.slice(0, 117)}...` : message;
}
