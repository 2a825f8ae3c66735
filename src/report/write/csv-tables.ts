import type { TableModel } from '../../types/table.js';
import { csvField } from './csv.js';

/** RFC 4180 lines with a header, every column and row; an empty line between tables. */
export function csvTables(tables: readonly TableModel[]): string {
  return tables
    .map(({ columns, rows }) =>
      [columns.map(({ title }) => title), ...rows]
        .map((row) => `${row.map(csvField).join(',')}\n`)
        .join(''),
    )
    .join('\n');
}
