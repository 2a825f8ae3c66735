import type { Cell, CellResult } from '../types/cell.js';
import type { RunEvent } from '../types/event.js';
import type { RunPlan } from './plan.js';
import { cellWarning } from '../warnings/warning-event.js';

/**
 * Says what became of every planned cell and what is known against its number, once each, and
 * counts it.
 */
export class CellEnds {
  readonly #open: Set<Cell>;
  readonly #emit: (event: RunEvent) => void;
  readonly #counts = { scored: 0, kept: 0, failed: 0, skipped: 0 };

  constructor({ models }: RunPlan, emit: (event: RunEvent) => void) {
    this.#open = new Set(
      models.flatMap(({ todo, kept }) => [...todo, ...kept.map(({ cell }) => cell)]),
    );
    this.#emit = emit;
  }

  get counts(): Readonly<Record<CellResult['state'], number>> {
    return this.#counts;
  }

  /** A cell that has ended keeps its first end. */
  end(result: CellResult): void {
    if (!this.#open.delete(result.cell)) return;
    this.#counts[result.state]++;
    if (result.state === 'scored' || result.state === 'kept')
      for (const record of result.warnings) this.#emit(cellWarning(record, result.cell.model.name));
    this.#emit({ type: 'cell', result });
  }

  /** Fails those of the cells that have not ended. @returns how many */
  failOpen(cells: Iterable<Cell>, error: unknown): number {
    const open = [...cells].filter((cell) => this.#open.has(cell));
    for (const cell of open) this.end({ state: 'failed', cell, error: asError(error) });
    return open.length;
  }

  /** The run ends here: fails, or after a stop skips, every cell that has not ended. */
  endAll(error: unknown, stopped: boolean): void {
    if (!stopped) this.failOpen(this.#open, error);
    else
      for (const cell of [...this.#open])
        this.end({ state: 'skipped', cell, reason: 'the run was stopped' });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
