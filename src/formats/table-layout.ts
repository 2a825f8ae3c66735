import { recordOf } from './delimited.js';
import { inputError, type RowPlace } from './row.js';
import { asciiWords, findRoles, roleOf, trimBlanks, type ColumnRole } from './table-roles.js';

/**
 * What the third column of a triple is: a whole grade, a score, or a rank of which the score is
 * 1/rank.
 */
type ValueRole = 'grade' | 'score' | 'rank';

/**
 * How a table is read; decided once per file from its first line that is no comment (docs/data.md
 * has the table of rules). `named`: by the names of its header, as `datasets` reads it. `beir`: an
 * unknown header over three columns, as BEIR's loader reads it. `lines`: no header, columns by
 * their number, as trec_eval and pytrec_eval read them.
 */
export interface TableLayout {
  readonly rule: 'named' | 'beir' | 'lines';
  /** Undefined: runs of ASCII blanks. */
  readonly delimiter: '\t' | ',' | undefined;
  readonly columns: number;
  readonly query: number;
  readonly document: number;
  readonly value: number;
  readonly valueRole: ValueRole;
  /** Where the name of the run stands (TREC). */
  readonly tag?: number;
  /** Names of columns that are not read. */
  readonly ignored: readonly string[];
}

export type LayoutRule = (first: string, place: RowPlace) => TableLayout;

const NUMBER_LIKE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const INTEGER = /^[+-]?\d+$/;

const JUDGEMENTS_HINT =
  'judgements are TREC lines "query 0 document grade", a table with the header "query-id corpus-id score", JSON {"query": {"document": grade}}, JSON lines or parquet with these three columns';
const RUN_HINT =
  'a run is TREC lines "query Q0 document rank score tag", MS MARCO lines "query document rank", a table with a header, JSON {"query": {"document": score}}, or a predictions file of mteb';

/**
 * The layout of judgements. @throws GB_INPUT_INVALID for a first line that has no reading, or two
 */
export const judgementLayout: LayoutRule = (first, place) => {
  const named = namedLayout(first, place, ['grade']);
  if (named !== undefined) return named;
  const tabbed = tabColumns(first);
  const words = asciiWords(first);
  for (const columns of [tabbed, words]) {
    if (columns?.length === 4 && NUMBER_LIKE.test(columns[3] ?? ''))
      return lineLayout(4, 2, 3, 'grade');
  }
  const cells = recordOf(first, '\t');
  if (cells?.length === 3) return unnamedHeader(cells, place);
  if (words.length === 3 && INTEGER.test(words[2] ?? '') && !first.includes('\t'))
    return lineLayout(3, 1, 2, 'grade');
  throw inputError(
    words.length === 6
      ? '4 columns expected, got 6: this looks like a run'
      : `the first line has ${columnCount(first)}, and neither names the columns nor is a judgement`,
    place,
    JUDGEMENTS_HINT,
  );
};

/** The layout of a run. @throws GB_INPUT_INVALID for a first line that has no reading, or two */
export const runLayout: LayoutRule = (first, place) => {
  const named = namedLayout(first, place, ['score', 'rank']);
  if (named !== undefined) return named;
  const words = asciiWords(first);
  for (const cells of [tabColumns(first), words]) {
    if (cells?.length === 6) return { ...lineLayout(6, 2, 4, 'score'), tag: 5 };
    if (cells?.length === 3 && NUMBER_LIKE.test(cells[2] ?? '')) return lineLayout(3, 1, 2, 'rank');
  }
  throw inputError(
    `6 columns expected, or 3 of which the last is a rank; the first line has ${columnCount(first)}`,
    place,
    RUN_HINT,
  );
};

function lineLayout(
  columns: number,
  document: number,
  value: number,
  valueRole: ValueRole,
): TableLayout {
  return {
    rule: 'lines',
    delimiter: undefined,
    columns,
    query: 0,
    document,
    value,
    valueRole,
    ignored: [],
  };
}

/**
 * A header whose names say where query, document and value stand, under the first separator by
 * which it does.
 */
function namedLayout(
  first: string,
  place: RowPlace,
  values: readonly ValueRole[],
): TableLayout | undefined {
  for (const delimiter of ['\t', ',', undefined] as const) {
    const names = delimiter === undefined ? asciiWords(first) : recordOf(first, delimiter);
    if (names === undefined || names.length < 3) continue;
    const { at, doubled } = findRoles(names, ['query', 'document', ...values]);
    if (doubled.length > 0)
      throw inputError(
        `the header names one thing twice: ${doubled.map((name) => `"${name}"`).join(' and ')}`,
        place,
        'Rename the column that is not meant.',
      );
    const valueRole = values.find((role) => at.has(role));
    const [query, document] = [at.get('query'), at.get('document')];
    const value = valueRole === undefined ? undefined : at.get(valueRole);
    if (valueRole === undefined || query === undefined) continue;
    if (document === undefined || value === undefined) continue;
    const ignored = names.filter((_, i) => i !== query && i !== document && i !== value);
    return {
      ...lineLayout(names.length, document, value, valueRole),
      rule: 'named',
      delimiter,
      query,
      ignored: ignored.map(trimBlanks),
    };
  }
  return undefined;
}

/**
 * Three tab-separated cells that are no names of ours: BEIR's loader skips this line, whatever it
 * says.
 */
function unnamedHeader(cells: readonly string[], place: RowPlace): TableLayout {
  if (NUMBER_LIKE.test(trimBlanks(cells[2] ?? '')))
    throw inputError(
      'this first line can be a judgement or a header: BEIR skips the first line whatever it says, and then a judgement is lost',
      place,
      'Put the header line "query-id<tab>corpus-id<tab>score" before it.',
    );
  const expected: readonly ColumnRole[] = ['query', 'document', 'grade'];
  const odd = cells.findIndex((name, i) => {
    const role = roleOf(name, expected);
    return role !== undefined && role !== expected[i];
  });
  if (odd !== -1)
    throw inputError(
      `the header names only a part of the columns: by its name "${cells[odd] ?? ''}" is not column ${String(odd + 1)} of query, document, grade, as BEIR reads it by position`,
      place,
      'Name all three: query-id, corpus-id, score.',
    );
  return { ...lineLayout(3, 1, 2, 'grade'), rule: 'beir', delimiter: '\t' };
}

/** Columns between tabs where none is empty; then an id may hold blanks. */
export function tabColumns(line: string): string[] | undefined {
  if (!line.includes('\t')) return undefined;
  const columns = line.split('\t').map(trimBlanks);
  return columns.includes('') ? undefined : columns;
}

function columnCount(line: string): string {
  const count = line.includes('\t') ? line.split('\t').length : asciiWords(line).length;
  return `${String(count)} ${count === 1 ? 'column' : 'columns'}`;
}
