import { latexNeeds } from '../../report/write/latex.js';
import type { Look } from '../../report/write/look.js';
import { writeTables, type TableForm } from '../../report/write/write-tables.js';
import type { TableModel } from '../../types/table.js';
import type { CommandIo } from '../input/command.js';

/**
 * Prints tables in the form that was asked for; what LaTeX needs beside booktabs is said on stderr
 * too.
 */
export function showTables(tables: readonly TableModel[], form: TableForm, io: CommandIo): void {
  io.out(writeTables(tables, form, lookOf(io)));
  const needs = form === 'tex' ? latexNeeds(tables) : undefined;
  if (needs !== undefined) io.err(`note: ${needs}\n`);
}

/** How this terminal shows tables. */
export function lookOf(io: CommandIo): Look {
  return { width: io.columns, paint: io.paint ?? ((_, text) => text) };
}
