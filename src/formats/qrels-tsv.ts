import { readLines } from './lines.js';
import { BATCH_ROWS, inputError, type ReadOptions, type Row, type RowBatch } from './row.js';

/**
 * Judgements as text: three columns `query-id <tab> corpus-id <tab> score` (BEIR) or TREC's four `query 0 document grade`.
 * A first line whose grade is no number is a header; its names decide the order of the columns if they are the three.
 * No quoting: a quote in an id is a quote.
 * @throws GB_INPUT_INVALID with the line
 */
export async function* readQrelsTsv(path: string, options: ReadOptions): AsyncGenerator<RowBatch> {
  let order: readonly [number, number, number] = [0, 1, 2];
  let seen = false;
  let rows: Row[] = [];
  let numbers: number[] = [];
  for await (const { lines, first } of readLines(path, options)) {
    for (const [i, line] of lines.entries()) {
      if (line.trim() === '') continue;
      const place = { file: options.name, line: first + i };
      const fields = split(line, place);
      if (!seen) {
        seen = true;
        const header = headerOrder(fields);
        if (header !== undefined) {
          order = header;
          continue;
        }
      }
      rows.push({
        'query-id': fields[order[0]],
        'corpus-id': fields[order[1]],
        score: fields[order[2]],
      });
      numbers.push(place.line);
      if (rows.length < BATCH_ROWS) continue;
      yield { file: options.name, rows, lines: numbers };
      rows = [];
      numbers = [];
    }
  }
  if (rows.length > 0) yield { file: options.name, rows, lines: numbers };
}

function split(line: string, place: { file: string; line: number }): string[] {
  const fields = line.split('\t');
  if (fields.length >= 3)
    return fields.length === 4 && (fields[1] === '0' || fields[1] === 'Q0')
      ? [fields[0] ?? '', fields[2] ?? '', fields[3] ?? '']
      : fields;
  const words = line.trim().split(/\s+/);
  if (words.length === 4) return [words[0] ?? '', words[2] ?? '', words[3] ?? ''];
  if (words.length === 3) return words;
  throw inputError(
    `three columns (query, document, grade) or TREC's four are expected, found ${fields.length}`,
    place,
  );
}

function headerOrder(fields: readonly string[]): [number, number, number] | undefined {
  const named = ['query-id', 'corpus-id', 'score'].map((name) => fields.indexOf(name));
  const [query, document, score] = named;
  if (query !== undefined && document !== undefined && score !== undefined && !named.includes(-1))
    return [query, document, score];
  const grade = fields[2];
  return grade === undefined || !Number.isNaN(Number(grade)) ? undefined : [0, 1, 2];
}
