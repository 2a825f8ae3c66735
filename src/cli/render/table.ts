import Table from 'cli-table3';
import { csvField } from '../../report/csv.js';
import { cutText, visibleWidth } from './fit.js';

export interface TextTable {
  readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
/** Narrowest width of a column that may be cut; the first, which names its row, keeps more. */
const NARROW = 8;
const NARROW_FIRST = 20;

/**
 * A table without lines that fits `width` columns. Too wide, its texts are cut (`cutText`), the widest column first; numbers and
 * intervals never are: where they do not fit side by side, further blocks follow, each with the first column again.
 */
export function renderTable(model: TextTable, width: number): string {
  const room = Math.max(40, width) - 2;
  const all = model.columns.map((_, c) => c);
  const whole = widthsOf(model, all, room, NARROW_FIRST);
  if (fits(whole, room)) return draw(model, all, whole);
  const blocks: number[][] = [];
  for (const unit of units(model)) {
    const last = blocks.at(-1);
    const longer = [...(last ?? [0]), ...unit];
    if (last !== undefined && fits(widthsOf(model, longer, room, NARROW_FIRST), room))
      last.push(...unit);
    else blocks.push([0, ...unit]);
  }
  return blocks
    .map((columns) => draw(model, columns, widthsOf(model, columns, room, NARROW)))
    .join('\n\n');
}

/** Columns after the first; an interval stays with the score before it. */
function units(model: TextTable): number[][] {
  const found: number[][] = [];
  for (let c = 1; c < model.columns.length; c++) {
    const last = found.at(-1);
    if (last !== undefined && isInterval(model, c)) last.push(c);
    else found.push([c]);
  }
  return found.length === 0 ? [[]] : found;
}

function isInterval(model: TextTable, column: number): boolean {
  return /interval$/u.test(model.columns[column]?.title ?? '');
}

/** Numbers: right-aligned, an interval, or no letter in any cell. */
function isData(model: TextTable, column: number): boolean {
  if (model.columns[column]?.align === 'right' || isInterval(model, column)) return true;
  return (
    model.rows.some((row) => /\d/u.test(row[column] ?? '')) &&
    model.rows.every((row) => !/\p{L}/u.test(row[column] ?? ''))
  );
}

function fits(widths: readonly number[], room: number): boolean {
  return widths.reduce((sum, one) => sum + one + 2, -2) <= room;
}

function widthsOf(
  model: TextTable,
  columns: readonly number[],
  room: number,
  first: number,
): number[] {
  const widths = columns.map((c) =>
    Math.max(
      visibleWidth(model.columns[c]?.title ?? ''),
      ...model.rows.map((row) => visibleWidth(row[c] ?? '')),
    ),
  );
  const data = columns.map((c) => isData(model, c));
  const spare = (i: number): number =>
    data[i] === true ? 0 : (widths[i] ?? 0) - (i === 0 ? first : NARROW);
  while (!fits(widths, room)) {
    const open = widths.map((one, i) => (spare(i) > 0 ? one : 0));
    const widest = Math.max(0, ...open);
    if (widest === 0) break;
    widths[open.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function draw(model: TextTable, columns: readonly number[], widths: number[]): string {
  const line = (cells: readonly string[]): string[] =>
    columns.map((c, i) => cutText(cells[c] ?? '', widths[i] ?? 0));
  const table = new Table({
    head: line(model.columns.map((column) => column.title)),
    colAligns: columns.map((c) => model.columns[c]?.align ?? 'left'),
    colWidths: widths,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    wordWrap: false,
  });
  for (const row of model.rows) table.push(line(row));
  return table
    .toString()
    .split('\n')
    .map((text) => text.trimEnd())
    .join('\n');
}

/** RFC 4180 lines with a header. */
export function renderCsv(model: TextTable): string {
  return [model.columns.map((column) => column.title), ...model.rows]
    .map((row) => row.map(csvField).join(','))
    .join('\n');
}
