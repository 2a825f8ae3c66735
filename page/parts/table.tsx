import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatScore } from '../../src/report/format.js';
import type { Column, ChartRow } from '../charts/theme.js';
import { Name } from './text.js';

/** Longer tables are shown in part, until the reader asks for the rest. */
const ROWS_AT_FIRST = 150;

interface Order {
  readonly key: string;
  readonly down: boolean;
}

/** Rows as a table that can be sorted by the titles of its columns. */
export function DataTable({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly Column[];
  rows: readonly ChartRow[];
}): JSX.Element {
  const [order, setOrder] = useState<Order | undefined>();
  const [all, setAll] = useState(false);
  const sorted = order === undefined ? rows : [...rows].sort((x, y) => compare(x, y, order));
  const visible = all ? sorted : sorted.slice(0, ROWS_AT_FIRST);
  if (rows.length === 0) return <p class="empty">Nothing to show here.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {visible.map((row, i) => (
            <tr key={i}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} value={row[column.key] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {visible.length < rows.length && (
        <button type="button" onClick={() => setAll(true)}>
          Show all {rows.length} rows
        </button>
      )}
    </div>
  );
}

function Head({
  column,
  order,
  onOrder,
}: {
  column: Column;
  order: Order | undefined;
  onOrder: (order: Order) => void;
}): JSX.Element {
  const current = order?.key === column.key ? order : undefined;
  const down = current === undefined ? column.numeric === true : !current.down;
  return (
    <th
      scope="col"
      class={column.numeric === true ? 'number' : ''}
      aria-sort={current === undefined ? 'none' : current.down ? 'descending' : 'ascending'}
    >
      <button type="button" class="sort" onClick={() => onOrder({ key: column.key, down })}>
        {column.title}
      </button>
    </th>
  );
}

function Cell({
  column,
  value,
}: {
  column: Column;
  value: string | number | boolean | null;
}): JSX.Element {
  if (column.numeric === true) return <td class="number">{numberText(value, column.digits)}</td>;
  return (
    <td>
      <Name text={value === null ? '' : String(value)} />
    </td>
  );
}

/** As the tables of the terminal print it. */
function numberText(value: string | number | boolean | null, digits = 3): string {
  if (typeof value !== 'number') return '–';
  if (digits === 0) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(1) : formatScore(value, digits);
}

function compare(x: ChartRow, y: ChartRow, { key, down }: Order): number {
  const [a, b] = [x[key] ?? null, y[key] ?? null];
  if (a === b) return 0;
  // what is not known stays at the end, whichever way
  if (a === null) return 1;
  if (b === null) return -1;
  return (a < b ? -1 : 1) * (down ? -1 : 1);
}
