import type { TableModel } from '../../types/table.js';
import { packageVersion } from '../../base/folders.js';
import { notesOf, remarksBeside, shownTables, type ShownTable } from './shape.js';

/**
 * Tables as GitHub's Markdown, for a model card: title, table, basis, remarks; notes once at the
 * end.
 */
export function markdownTables(tables: readonly TableModel[]): string {
  const shown = shownTables(tables);
  const notes = notesOf(shown).map((note) => `- ${markdownText(note)}`);
  const parts = [
    ...shown.map(markdownTable),
    ...(notes.length === 0 ? [] : [notes.join('\n')]),
    `Made by glottobench ${packageVersion()}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function markdownTable(shown: ShownTable): string {
  const { title, columns, rows, basis = [] } = shown;
  const remarks = remarksBeside(shown);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map((column) => cellText(column.title))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : ':---'))),
    ...rows.map((row) => line(row.map(cellText))),
  ].join('\n');
  return [
    ...(title === '' ? [] : [`**${markdownText(title)}**`]),
    table,
    ...(basis.length === 0 ? [] : [`${markdownText(basis.join('; '))}.`]),
    ...(remarks.length === 0 ? [] : [remarks.map((one) => `- ${markdownText(one)}`).join('\n')]),
  ].join('\n\n');
}

/** An indent is kept by a blank that Markdown does not drop. */
function cellText(text: string): string {
  return markdownText(text.trimEnd().replace(/^ +/, '')).replace(
    /^/,
    text.startsWith(' ') ? '&emsp;' : '',
  );
}

/** Text as Markdown shows it, no character of it acting. */
function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replace(/\s+/g, ' ');
}
