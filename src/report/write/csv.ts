type CsvValue = string | number | boolean | null | undefined;

/** A field, quoted where RFC 4180 needs it; nothing for a value that does not exist. */
export function csvField(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A header and one line each, fields in the order of `columns`; RFC 4180 with LF, the last line
 * ended.
 */
export function csvTable<C extends string>(
  columns: readonly C[],
  lines: readonly Partial<Record<C, CsvValue>>[],
): string {
  return [
    columns.map(csvField),
    ...lines.map((line) => columns.map((column) => csvField(line[column]))),
  ]
    .map((fields) => `${fields.join(',')}\n`)
    .join('');
}
