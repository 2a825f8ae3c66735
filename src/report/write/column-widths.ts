import type { ShownTable } from './shape.js';
import { longestWord, widthOf } from './text.js';

/** Blanks between two columns. */
export const GAP = 2;
/** A column of sentences is not made narrower than this while anything else helps. */
const READABLE = 24;

/** How wide a column is by itself, how narrow it may become, and how narrow it can be read. */
interface ColumnWidth {
  readonly natural: number;
  readonly readable: number;
  readonly least: number;
}

/**
 * Numbers and intervals stay on one line; titles and texts break at blanks, never within a word.
 */
function columnWidth({ columns, rows }: ShownTable, column: number): ColumnWidth {
  const { title = '' } = columns[column] ?? {};
  const cells = rows.map((row) => row[column] ?? '');
  const natural = Math.max(widthOf(title), ...cells.map(widthOf));
  const fixed = isData(columns[column], cells);
  const least = Math.max(
    longestWord(title),
    ...cells.map((cell) => (fixed ? widthOf(cell) : indentOf(cell).length + longestWord(cell))),
  );
  return { natural, least, readable: fixed ? least : Math.max(least, Math.min(natural, READABLE)) };
}

function isData(column: ShownTable['columns'][number] | undefined, cells: readonly string[]) {
  if (column?.align === 'right' || isInterval(column)) return true;
  return cells.some((cell) => /\d/u.test(cell)) && cells.every((cell) => !/\p{L}/u.test(cell));
}

/**
 * Stays in the block of the column before it: an interval with its score, and what says so itself.
 */
export function isJoined(column: ShownTable['columns'][number] | undefined): boolean {
  return column?.joined === true || isInterval(column);
}

function isInterval(column: ShownTable['columns'][number] | undefined): boolean {
  return /interval$/u.test(column?.title ?? '');
}

export function indentOf(cell: string): string {
  return /^ */.exec(cell)?.[0] ?? '';
}

/**
 * Widths of the columns side by side in `room`, the widest made narrower first; undefined where
 * they do not fit.
 * @param floor how narrow a column may become
 */
export function fitColumns(
  table: ShownTable,
  columns: readonly number[],
  room: number,
  floor: 'readable' | 'least',
): number[] | undefined {
  const all = columns.map((c) => columnWidth(table, c));
  const widths = all.map(({ natural }) => natural);
  let over = widths.reduce((sum, one) => sum + one + GAP, -GAP) - room;
  while (over > 0 && over !== Infinity) {
    const open = widths.map((one, i) => (one > (all[i]?.[floor] ?? one) ? one : 0));
    const widest = Math.max(0, ...open);
    if (widest === 0) return undefined;
    widths[open.indexOf(widest)] = widest - 1;
    over--;
  }
  return widths;
}
