import type { TableModel } from '../../types/table.js';
import { renderTable } from './table.js';

/** Tables one below the other, each with its title and its notes. */
export function renderTables(models: readonly TableModel[], columns: number): string {
  return models
    .map((model) => [model.title, renderTable(model, columns), ...model.notes.map((note) => wrap(note, columns))].join('\n'))
    .map((block) => `${block}\n`)
    .join('\n');
}

function wrap(note: string, columns: number): string {
  const lines: string[] = [];
  let line = ' ';
  for (const word of note.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line].join('\n');
}
