import type { TableModel } from '../../types/table.js';
import { safeText } from './text.js';

/**
 * A table as it is shown: what is empty is gone, every text is safe, and it is known which columns
 * name a row.
 */
export interface ShownTable extends TableModel {
  readonly keys: number;
}

/** The tables that have something to show, without columns that are empty in every row. */
export function shownTables(tables: readonly TableModel[]): ShownTable[] {
  return tables.flatMap((table) => {
    const keys = table.keys ?? countKeys(table);
    const kept = table.columns.flatMap((_, c) => (isEmpty(table, c) ? [] : [c]));
    const values = kept.filter((c) => c >= keys).length;
    if (table.rows.length === 0 || kept.length === 0) return [];
    if (values === 0 && table.columns.length > keys) return [];
    return [
      {
        ...table,
        title: safeText(table.title),
        columns: kept.flatMap((c) => table.columns[c] ?? []),
        rows: table.rows.map((row) => kept.map((c) => safeText(row[c] ?? ''))),
        keys: kept.filter((c) => c < keys).length,
        spare: kept.filter((c) => c >= table.columns.length - (table.spare ?? 0)).length,
      },
    ];
  });
}

/** Sentences of all tables, each once, in their order. */
export function notesOf(tables: readonly TableModel[]): string[] {
  return [...new Set(tables.flatMap(({ notes }) => notes))];
}

/** The remarks of a table that its basis does not say already. */
export function remarksBeside({ remarks = [], basis = [] }: TableModel): string[] {
  return remarks.filter((one) => !basis.some((known) => known.startsWith(one.replace(/^p: /, ''))));
}

function isEmpty({ rows }: TableModel, column: number): boolean {
  return rows.every((row) => ['', '–'].includes((row[column] ?? '').trim()));
}

/** The fewest left-aligned columns at the left whose texts differ from row to row. */
function countKeys({ columns, rows }: TableModel): number {
  const texts = columns.findIndex(({ align }) => align === 'right');
  const most = texts === -1 ? columns.length : texts;
  for (let keys = 1; keys < most; keys++)
    if (new Set(rows.map((row) => JSON.stringify(row.slice(0, keys)))).size === rows.length)
      return keys;
  const told = new Set(rows.map((row) => JSON.stringify(row.slice(0, most)))).size;
  return told === rows.length ? most : Math.min(1, most);
}
