import type { CellName } from '../types/cell.js';
import type { Warning } from '../types/generated/warning.js';
import { EXAMPLES, warningCodes, warningOf } from './record.js';
import type { WarningCode } from './table.js';

interface Found {
  count: number;
  readonly examples: string[];
}

/** Told of one thing that is odd: a reader's way to say it without knowing who counts. */
export type OnWarning = (code: WarningCode, example: string) => void;

/**
 * Counts what is found in the data of one cell. What is found while the corpus streams counts anew
 * with each pass: a corpus that is read twice does not have twice as many faults.
 */
export class WarningList {
  readonly #loading = new Map<WarningCode, Found>();
  #pass: Map<WarningCode, Found> | undefined;

  /** @param example an id or a value; the first three that differ are kept */
  add(code: WarningCode, example: string, count = 1): void {
    const found = this.#pass ?? this.#loading;
    const entry = found.get(code) ?? { count: 0, examples: [] };
    found.set(code, entry);
    entry.count += count;
    if (entry.examples.length < EXAMPLES && !entry.examples.includes(example))
      entry.examples.push(example);
  }

  /** From here on the corpus streams; what an earlier pass found is forgotten. */
  beginCorpus(): void {
    this.#pass = new Map();
  }

  /** In the order of the table of codes. */
  records(cell: CellName | null): readonly Warning[] {
    const all = new Map<WarningCode, Found>();
    for (const [code, { count, examples }] of [...this.#loading, ...(this.#pass ?? [])]) {
      const known = all.get(code);
      all.set(code, {
        count: count + (known?.count ?? 0),
        examples: [...(known?.examples ?? []), ...examples],
      });
    }
    return warningCodes([...all.keys()].map((code) => ({ code }))).flatMap((code) => {
      const found = all.get(code as WarningCode);
      return found === undefined
        ? []
        : [warningOf(code as WarningCode, cell, found.count, found.examples)];
    });
  }
}
