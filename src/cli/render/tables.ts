import type { TableModel } from '../../types/table.js';
import { renderTable } from './table.js';
import { wrapText } from './wrap.js';

/** Tables one below the other, each with its title and its notes. */
export function renderTables(models: readonly TableModel[], columns: number): string {
  return models.map((model) => `${renderTitledTable(model, columns)}\n`).join('\n');
}

/** A table between its title and its notes, all broken at `columns`. */
export function renderTitledTable(model: TableModel, columns: number): string {
  return [
    wrapText(model.title, columns, '  '),
    renderTable(model, columns),
    ...model.notes.map((note) => `  ${wrapText(note, columns - 2, '    ')}`),
  ].join('\n');
}
