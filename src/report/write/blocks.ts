import { fitColumns, isJoined } from './column-widths.js';
import type { ShownTable } from './shape.js';

/** Columns that stand side by side, each with its width. */
export interface Block {
  readonly columns: readonly number[];
  readonly widths: readonly number[];
}

/**
 * The columns of a table in blocks that fit `room`, each with the columns that name a row;
 * undefined where not even one column fits beside those.
 */
export function blocksOf(table: ShownTable, room: number): Block[] | undefined {
  const columns = table.columns.map((_, c) => c);
  const widths = fitColumns(table, columns, room, 'readable');
  if (widths !== undefined) return [{ columns, widths }];
  return split(table, room, 'readable') ?? split(table, room, 'least');
}

function split(table: ShownTable, room: number, floor: 'readable' | 'least'): Block[] | undefined {
  const keys = table.columns.flatMap((_, c) => (c < table.keys ? [c] : []));
  const blocks: Block[] = [];
  for (const unit of units(table)) {
    const last = blocks.at(-1);
    const longer = last === undefined ? undefined : [...last.columns, ...unit];
    const widths = longer === undefined ? undefined : fitColumns(table, longer, room, floor);
    if (longer !== undefined && widths !== undefined) {
      blocks[blocks.length - 1] = { columns: longer, widths };
      continue;
    }
    const columns = [...keys, ...unit];
    const alone = fitColumns(table, columns, room, floor);
    if (alone === undefined) return undefined;
    blocks.push({ columns, widths: alone });
  }
  return blocks;
}

/** Columns after those that name a row; an interval stays with the score before it. */
function units({ columns, keys }: ShownTable): number[][] {
  const found: number[][] = [];
  for (let c = keys; c < columns.length; c++) {
    const last = found.at(-1);
    if (last !== undefined && isJoined(columns[c])) last.push(c);
    else found.push([c]);
  }
  return found.length === 0 ? [[]] : found;
}
