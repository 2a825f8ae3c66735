import type { CellName } from '../types/cell.js';
import type { Warning } from '../types/generated/warning.js';
import { WARNINGS, type WarningCode } from './table.js';

/** Examples that a record keeps, */
export const EXAMPLES = 3;
/** each at most so long. */
const EXAMPLE_LENGTH = 200;

/**
 * One record, with the remedy of its code. @param examples the first three are kept, each cut at
 * 200 characters
 */
export function warningOf(
  code: WarningCode,
  cell: CellName | null,
  count: number,
  examples: readonly string[],
): Warning {
  return {
    code,
    cell: cell === null ? null : { task: cell.task, split: cell.split, subset: cell.subset },
    count,
    examples: examples.slice(0, EXAMPLES).map(bounded),
    remedy: WARNINGS[code].remedy,
  };
}

/** Cut between characters, so that no half of a pair is left. */
function bounded(text: string): string {
  if (text.length <= EXAMPLE_LENGTH) return text;
  const end = EXAMPLE_LENGTH - (/[\ud800-\udbff]/.test(text[EXAMPLE_LENGTH - 1] ?? '') ? 1 : 0);
  return `${text.slice(0, end)}…`;
}

/** The same doubt about the same number is one doubt: keeps the first of each code and cell. */
export function distinctWarnings(records: Iterable<Warning>): Warning[] {
  const found = new Map<string, Warning>();
  for (const record of records) {
    const { code, cell } = record;
    const key = JSON.stringify([code, cell?.task, cell?.split, cell?.subset]);
    if (!found.has(key)) found.set(key, record);
  }
  return [...found.values()];
}

/** Codes in the order of the table, each once; those of other releases last. */
export function warningCodes(records: Iterable<Pick<Warning, 'code'>>): string[] {
  const codes = new Set([...records].map(({ code }) => code));
  return [...codes].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

const PLACES = new Map(Object.keys(WARNINGS).map((code, i) => [code, i]));

function place(code: string): number {
  return PLACES.get(code) ?? PLACES.size;
}
