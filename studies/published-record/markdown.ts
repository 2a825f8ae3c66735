/** A Markdown table; columns after the first are aligned right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head),
    `| ${head.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

/** `+.045`; digits follow the size of the numbers. */
export function difference(value: number, digits = 3): string {
  const text = value.toFixed(digits).replace(/^(-?)0\./, '$1.');
  return value > 0 ? `+${text}` : text.replace('-', '−');
}

/** `[+.030, +.061]`, or a dash. */
export function range(
  interval: { readonly low: number; readonly high: number } | null,
  digits = 3,
): string {
  return interval === null
    ? '–'
    : `[${difference(interval.low, digits)}, ${difference(interval.high, digits)}]`;
}

/** `.547`. */
export function score(value: number, digits = 3): string {
  return value.toFixed(digits).replace(/^0\./, '.');
}

/** `<.001`, `.012`. */
export function probability(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/, '');
}

/** `a`, `a and b`, `a, b and c`. */
export function enumeration(parts: readonly string[]): string {
  return parts.length <= 1
    ? (parts[0] ?? 'none')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}
