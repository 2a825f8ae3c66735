import type { TableModel } from '../../types/table.js';
import { csvTables } from './csv-tables.js';
import { latexTables } from './latex.js';
import type { Look } from './look.js';
import { markdownTables } from './markdown.js';
import { textTables } from './text-tables.js';

/** Forms of tables; JSON is not one of them, for it holds numbers and not their print. */
export type TableForm = 'table' | 'md' | 'tex' | 'csv';

/** Tables in the form that was asked for. */
export function writeTables(tables: readonly TableModel[], form: TableForm, look: Look): string {
  if (form === 'md') return markdownTables(tables);
  if (form === 'tex') return latexTables(tables);
  return form === 'csv' ? csvTables(tables) : textTables(tables, look);
}
