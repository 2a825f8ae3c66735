import type { TableModel } from '../../types/table.js';
import type { Look } from './look.js';
import { notesOf, shownTables } from './shape.js';
import { fittingTable, textTable } from './text-table.js';
import { wrapText } from './text.js';

/**
 * Tables one below the other, each with its title and remarks; what explains them stands once,
 * below the last.
 */
export function textTables(tables: readonly TableModel[], look: Look): string {
  const shown = shownTables(tables);
  const parts = shown.map((whole) => {
    const { table, leftOut } = fittingTable(whole, look);
    return [
      ...(table.title === '' ? [] : [look.paint('title', wrapText(table.title, look.width, '  '))]),
      textTable(table, look),
      ...[...(table.remarks ?? []), ...leftOutRemark(leftOut)].map((one) => sentence(one, look)),
    ].join('\n');
  });
  const notes = notesOf(shown).map((note) => look.paint('note', sentence(note, look)));
  // Below a single table its notes follow at once.
  const end = notes.length === 0 ? [] : [`${notes.join('\n')}\n`];
  if (parts.length === 1) return `${[...parts, ...notes].join('\n')}\n`;
  return [...parts.map((part) => `${part}\n`), ...end].join('\n');
}

function leftOutRemark(titles: readonly string[]): string[] {
  return titles.length === 0
    ? []
    : [`too narrow for: ${titles.join(', ')} (--width none, --format csv)`];
}

function sentence(text: string, look: Look): string {
  return `  ${wrapText(text, look.width - 2, '    ')}`;
}
