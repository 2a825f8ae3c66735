import type { Cell } from '../types/cell.js';
import type { Counts } from '../types/generated/task.js';
import type { WantedTask } from './resolve.js';

/**
 * Texts done and to do of all cells of one model: what is loaded is counted, what is not is taken
 * from the definition, and without numbers there as the mean of what was loaded. The total becomes
 * exact as cells are loaded.
 */
export class TextCount {
  readonly #expected = new Map<Cell, number>();
  #expectedTexts = 0;
  #unknownCells = 0;
  #loadedTexts = 0;
  #loadedCells = 0;
  #done = 0;

  constructor(
    cells: readonly Cell[],
    tasks: ReadonlyMap<string, Pick<WantedTask, 'definition'>>,
    limit?: number,
  ) {
    for (const cell of cells) {
      const texts = textsOf(cell, tasks.get(cell.task)?.definition, limit);
      if (texts === undefined) this.#unknownCells++;
      else {
        this.#expected.set(cell, texts);
        this.#expectedTexts += texts;
      }
    }
  }

  /** A cell's data is there. */
  loaded(cell: Cell, texts: number): void {
    const expected = this.#expected.get(cell);
    if (expected === undefined) this.#unknownCells--;
    else this.#expectedTexts -= expected;
    this.#loadedTexts += texts;
    this.#loadedCells++;
  }

  add(texts: number): void {
    this.#done += texts;
  }

  get done(): number {
    return this.#done;
  }

  /** Never less than what is done. */
  get total(): number {
    const mean = this.#loadedCells === 0 ? 0 : this.#loadedTexts / this.#loadedCells;
    const all = this.#loadedTexts + this.#expectedTexts + mean * this.#unknownCells;
    return Math.max(this.#done, Math.round(all));
  }
}

/** Queries and documents of a cell, as the definition counts them. */
function textsOf(
  { split, subset }: Cell,
  definition: WantedTask['definition'] | undefined,
  limit = Infinity,
): number | undefined {
  const ofSplit: Counts | undefined = definition?.counts?.[split];
  const counts =
    definition === undefined || Array.isArray(definition.eval_langs)
      ? ofSplit
      : ofSplit?.subsets?.[subset];
  return counts === undefined
    ? undefined
    : Math.min(limit, counts.num_queries) + counts.num_documents;
}
