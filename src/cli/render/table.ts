import Table from 'cli-table3';

export interface TableModel {
  readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

const NO_LINES = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '  ', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ',
};

/**
 * A table without lines that fits `width` columns: when it is too wide, the widest left-aligned column is cut with `…`.
 * Data columns (right-aligned) are never cut.
 */
export function renderTable(model: TableModel, width: number): string {
  const natural = model.columns.map((column, c) => Math.max(visible(column.title), ...model.rows.map((row) => visible(row[c] ?? ''))));
  const widths = [...natural];
  const room = Math.max(40, width) - 2 - 2 * (widths.length - 1);
  for (;;) {
    const over = widths.reduce((sum, one) => sum + one, 0) - room;
    if (over <= 0) break;
    const candidates = widths.map((one, c) => (model.columns[c]?.align === 'right' ? 0 : one));
    const widest = candidates.indexOf(Math.max(...candidates));
    const others = Math.max(0, ...candidates.filter((_, c) => c !== widest));
    const current = widths[widest] ?? 0;
    const next = Math.max(8, current - over, Math.min(others, current - 1));
    if (next >= current) break;
    widths[widest] = next;
  }
  const table = new Table({
    head: model.columns.map((column) => column.title),
    colAligns: model.columns.map((column) => column.align ?? 'left'),
    colWidths: widths,
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    wordWrap: false,
  });
  for (const row of model.rows) table.push([...row]);
  return table.toString().split('\n').map((line) => line.trimEnd()).join('\n');
}

/** Display width: East Asian wide characters take two columns, combining marks none. */
function visible(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(character) ? 2 : 1;
  }
  return width;
}

/** RFC 4180 lines with a header. */
export function renderCsv(model: TableModel): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [model.columns.map((column) => column.title), ...model.rows].map((row) => row.map(cell).join(',')).join('\n');
}
