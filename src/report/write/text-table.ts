import { blocksOf, type Block } from './blocks.js';
import { fitColumns, GAP, indentOf } from './column-widths.js';
import type { Look } from './look.js';
import type { ShownTable } from './shape.js';
import { longestWord, widthOf, wrapLines } from './text.js';

const MARGIN = '  ';

/** The table without the spare columns for which the terminal is too narrow. */
export function fittingTable(
  table: ShownTable,
  { width }: Look,
): { readonly table: ShownTable; readonly leftOut: readonly string[] } {
  const { columns, spare = 0 } = table;
  const first = Math.max(table.keys + 1, columns.length - spare);
  for (let kept = columns.length; kept >= first; kept--) {
    const all = columns.slice(0, kept).map((_, c) => c);
    if (fitColumns(table, all, width - MARGIN.length, 'readable') === undefined) continue;
    return {
      table: { ...table, columns: columns.slice(0, kept) },
      leftOut: columns.slice(kept).map(({ title }) => title),
    };
  }
  return { table, leftOut: [] };
}

/**
 * A table without lines. Too wide, its titles and texts break at blanks; if that is not enough,
 * further blocks follow, each with the columns that name a row; if not even one column fits beside
 * those, every row becomes a list. No text is ever cut.
 */
export function textTable(table: ShownTable, look: Look): string {
  const room = Math.max(1, look.width - MARGIN.length);
  const blocks = blocksOf(table, room) ?? blocksOf(withoutLongNames(table, room), room);
  if (blocks === undefined) return lists(table, look);
  return blocks.map((one) => draw(table, one, look)).join('\n\n');
}

/**
 * For widths only: a few long names do not turn the whole table, each of them stands on a line of
 * its own.
 */
function withoutLongNames(table: ShownTable, room: number): ShownTable {
  const isLong = (name = ''): boolean => longestWord(name) > room / 2;
  const long = table.rows.filter(([name]) => isLong(name)).length;
  if (long * 2 > table.rows.length) return table;
  return {
    ...table,
    rows: table.rows.map(([name = '', ...rest]) => [isLong(name) ? '' : name, ...rest]),
  };
}

function draw(table: ShownTable, { columns, widths }: Block, look: Look): string {
  const line = (cells: readonly string[]): string[] =>
    drawRow(
      columns.map((c) => cells[c] ?? ''),
      columns.map((c) => table.columns[c]?.align ?? 'left'),
      widths,
    );
  const head = line(table.columns.map(({ title }) => title));
  return [
    ...head.map((text) => look.paint('head', text)),
    ...table.rows.flatMap(line).map((text) => look.paint('row', text)),
  ].join('\n');
}

function drawRow(
  cells: readonly string[],
  aligns: readonly ('left' | 'right')[],
  widths: readonly number[],
): string[] {
  const [name = '', ...rest] = cells;
  if (rest.length > 0 && longestWord(name) > (widths[0] ?? 0))
    return [`${MARGIN}${name}`, ...drawRow(['', ...rest], aligns, widths)];
  const parts = cells.map((cell, i) => wrapCell(cell, widths[i] ?? 0));
  const height = Math.max(1, ...parts.map(({ length }) => length));
  return Array.from({ length: height }, (_, y) =>
    `${MARGIN}${parts
      .map((lines, i) => pad(lines[y] ?? '', widths[i] ?? 0, aligns[i] ?? 'left'))
      .join(' '.repeat(GAP))}`.trimEnd(),
  );
}

function wrapCell(cell: string, width: number): string[] {
  if (widthOf(cell) <= width) return [cell];
  const indent = indentOf(cell);
  return wrapLines(cell.trim(), width - indent.length).map((line) => `${indent}${line}`);
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? `${blanks}${text}` : `${text}${blanks}`;
}

/** The table turned: a list per row, one line per column. */
function lists({ columns, rows }: ShownTable, look: Look): string {
  const label = Math.max(...columns.map(({ title }) => widthOf(title)));
  return rows
    .map((row) =>
      columns
        .flatMap(({ title }, c) => {
          const lines = wrapLines((row[c] ?? '').trim(), look.width - MARGIN.length - label - GAP);
          return lines.map((line, y) =>
            `${MARGIN}${pad(y === 0 ? title : '', label, 'left')}${' '.repeat(GAP)}${line}`.trimEnd(),
          );
        })
        .join('\n'),
    )
    .join('\n\n');
}
