import type { OnWarning } from '../warnings/warning-list.js';
import { parseDecimal } from './columns.js';
import { delimitedRecords, loneReturn, type TableRecord } from './delimited.js';
import { IdColumn, MISSING_VALUES, type RewrittenId } from './id-column.js';
import { readLines, type LineBlock } from './lines.js';
import { inputError, type RowOptions, type RowPlace } from './row.js';
import { tabColumns, type LayoutRule, type TableLayout } from './table-layout.js';
import { asciiWords, pythonWords, trimBlanks } from './table-roles.js';

/** One judgement or hit as it stands in the file. */
interface Triple {
  readonly query: string;
  readonly document: string;
  /** A grade (a 32-bit integer), a score, or 1/rank. */
  readonly value: number;
  readonly line: number;
  /** What a TREC line of a run ends with: the name of the run. */
  readonly tag?: string | undefined;
}

interface TripleBatch {
  readonly layout: TableLayout;
  readonly triples: readonly Triple[];
}

const BOM = '\ufeff';

/**
 * The triples of a table of judgements or of a run, in file order. The layout is decided once, from
 * the first line that is neither blank nor a comment, and never by the value of a cell further
 * down.
 * @throws GB_INPUT_INVALID with the line; GB_NOT_FOUND, GB_DATA_CORRUPT
 */
export async function* readTriples(
  path: string,
  { name, signal, onWarning }: RowOptions & { readonly onWarning?: OnWarning | undefined },
  chooseLayout: LayoutRule,
): AsyncGenerator<TripleBatch> {
  const blocks = readLines(path, { name, signal, keepMark: true, keepReturns: true });
  const head: LineBlock[] = [];
  for await (const block of blocks) {
    head.push(block);
    const found = firstLine(block, head.length === 1, chooseLayout, name);
    if (found === undefined) continue;
    const { layout } = found;
    for (const column of layout.ignored) onWarning?.('ignored-columns', column);
    const all = withoutMark(chain(head, blocks), layout, found.line);
    yield* layout.rule === 'lines'
      ? lineTriples(all, layout, name)
      : recordTriples(all, layout, name, found.line);
    return;
  }
}

async function* chain(
  head: readonly LineBlock[],
  rest: AsyncIterable<LineBlock>,
): AsyncGenerator<LineBlock> {
  yield* head;
  yield* rest;
}

function firstLine(
  { lines, first }: LineBlock,
  isStart: boolean,
  chooseLayout: LayoutRule,
  file: string,
): { layout: TableLayout; line: number } | undefined {
  for (const [i, raw] of lines.entries()) {
    const marked = isStart && i === 0 && raw.startsWith(BOM);
    const text = withoutReturn(marked ? raw.slice(1) : raw);
    const place = { file, line: first + i };
    if (trimBlanks(text) === '') continue;
    if (text.includes('\r')) throw loneReturn(place);
    if (isComment(text)) continue;
    const layout = chooseLayout(text, place);
    if (marked && layout.rule === 'lines')
      throw inputError(
        'the file begins with a byte order mark, which trec_eval and pytrec_eval take for a part of the first query id',
        place,
        "Remove it: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE",
      );
    return { layout, line: place.line };
  }
  return undefined;
}

/**
 * A comment of trec_eval 10; a header may begin with the same sign, and then separates names by
 * tabs.
 */
function isComment(text: string): boolean {
  return text.startsWith('#') && !text.includes('\t');
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Drops the byte order mark, and what stands before a header. */
async function* withoutMark(
  blocks: AsyncIterable<LineBlock>,
  layout: TableLayout,
  headerLine: number,
): AsyncGenerator<LineBlock> {
  for await (const { lines, first } of blocks) {
    if (layout.rule === 'lines' || first > headerLine) yield { lines, first };
    else
      yield {
        first,
        lines: lines.map((line, i) =>
          first + i < headerLine
            ? ''
            : first + i === 1 && line.startsWith(BOM)
              ? line.slice(1)
              : line,
        ),
      };
  }
}

async function* recordTriples(
  blocks: AsyncIterable<LineBlock>,
  layout: TableLayout,
  name: string,
  headerLine: number,
): AsyncGenerator<TripleBatch> {
  const columns = { query: new IdColumn(), document: new IdColumn() };
  const watched = layout.rule === 'named' && layout.delimiter !== undefined;
  const records =
    layout.delimiter === undefined
      ? blankRecords(blocks, name)
      : delimitedRecords(blocks, layout.delimiter, name);
  for await (const batch of records) {
    const triples: Triple[] = [];
    for (const record of batch) {
      if (record.line <= headerLine) continue;
      const triple = tripleOf(record.fields, layout, { file: name, line: record.line });
      if (watched) {
        refuseMissing(triple, name);
        columns.query.add(triple.query, record.line);
        columns.document.add(triple.document, record.line);
      }
      triples.push(triple);
    }
    yield { layout, triples };
  }
  const rewritten = columns.query.rewritten() ?? columns.document.rewritten();
  if (rewritten !== undefined) throw twoIds(rewritten, name);
}

async function* blankRecords(
  blocks: AsyncIterable<LineBlock>,
  file: string,
): AsyncGenerator<TableRecord[]> {
  for await (const { lines, first } of blocks) {
    yield lines.flatMap((raw, i) => {
      const text = withoutReturn(raw);
      if (text.includes('\r')) throw loneReturn({ file, line: first + i });
      const fields = asciiWords(text);
      return fields.length === 0 ? [] : [{ fields, line: first + i }];
    });
  }
}

function refuseMissing({ query, document, line }: Triple, file: string): void {
  for (const id of [query, document]) {
    if (MISSING_VALUES.has(id))
      throw inputError(
        `the id "${id}" is read as missing by pandas and as this text by BEIR's loader`,
        { file, line },
        'Write the judgements as TREC lines, JSON lines or JSON: there it is a text.',
      );
  }
}

function twoIds({ value, line }: RewrittenId, file: string): Error {
  return inputError(
    `the id "${value}" stands in a column of numbers: \`datasets\` reads it as another text, BEIR's loader as it stands`,
    { file, line },
    'Write the judgements as TREC lines, JSON lines or JSON: there an id keeps its form.',
  );
}

async function* lineTriples(
  blocks: AsyncIterable<LineBlock>,
  layout: TableLayout,
  name: string,
): AsyncGenerator<TripleBatch> {
  for await (const { lines, first } of blocks) {
    const triples: Triple[] = [];
    for (const [i, raw] of lines.entries()) {
      const place = { file: name, line: first + i };
      const text = withoutReturn(raw);
      if (text.includes('\r')) throw loneReturn(place);
      const triple = lineTriple(text, layout, place);
      if (triple !== undefined) triples.push(triple);
    }
    yield { layout, triples };
  }
}

/**
 * Columns between runs of ASCII blanks, as trec_eval has them; between tabs where that gives the
 * right number (then an id may hold blanks, and no other reading has that number of columns).
 */
function lineColumns(text: string, wanted: number): string[] {
  const byTab = tabColumns(text);
  return byTab?.length === wanted ? byTab : asciiWords(text);
}

/** @returns undefined for a blank line and for a comment */
function lineTriple(
  text: string,
  layout: TableLayout,
  place: RowPlace & { readonly line: number },
): Triple | undefined {
  const fields = lineColumns(text, layout.columns);
  if (text.startsWith('#')) {
    if (!couldBeLine(fields, layout)) return undefined;
    throw inputError(
      'this line can be a comment (trec_eval 10) or belong to a query whose id begins with # (pytrec_eval)',
      place,
      'Write a comment with another number of words, or the file as JSON.',
    );
  }
  if (trimBlanks(text) === '') return undefined;
  const words = pythonWords(text);
  if (words?.length === layout.columns && words.some((word, k) => word !== fields[k]))
    throw inputError(
      'a blank that is not ASCII stands here: trec_eval takes it for a part of an id, pytrec_eval for the end of one',
      place,
      'Write the file as JSON, or with ids without such blanks.',
    );
  return tripleOf(fields, layout, place);
}

function couldBeLine(fields: readonly string[], layout: TableLayout): boolean {
  return fields.length === layout.columns && parseDecimal(fields[layout.value] ?? '') !== undefined;
}

function tripleOf(
  fields: readonly string[],
  layout: TableLayout,
  place: RowPlace & { readonly line: number },
): Triple {
  if (fields.length !== layout.columns)
    throw inputError(
      `${String(layout.columns)} columns expected, got ${String(fields.length)}`,
      place,
    );
  const query = fields[layout.query] ?? '';
  const document = fields[layout.document] ?? '';
  if (query === '' || document === '') throw inputError('an id is empty', place);
  const value = VALUES[layout.valueRole](trimBlanks(fields[layout.value] ?? ''), place);
  const tag = layout.tag === undefined ? undefined : fields[layout.tag];
  return { query, document, value, line: place.line, tag };
}

const WHOLE = /^[+-]?\d+(?:\.0*)?$/;
const INT32 = 2 ** 31;

const VALUES: Readonly<
  Record<TableLayout['valueRole'], (text: string, place: RowPlace) => number>
> = {
  grade: (text, place) => {
    const grade = WHOLE.test(text) ? Number(text) + 0 : NaN;
    if (grade >= -INT32 && grade < INT32) return grade;
    throw inputError(`grades are whole numbers of 32 bits, got "${text}"`, place);
  },
  score: (text, place) => {
    const score = parseDecimal(text);
    if (score !== undefined) return score;
    throw inputError(`the score must be a finite number, got "${text}"`, place);
  },
  rank: (text, place) => {
    const rank = /^\+?\d{1,9}$/.test(text) ? Number(text) : 0;
    if (rank >= 1) return 1 / rank;
    throw inputError(
      `the third of three columns is a rank from 1 on (MS MARCO), got "${text}"`,
      place,
      'A file with scores has six columns (TREC) or a header.',
    );
  },
};
