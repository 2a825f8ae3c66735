import type { TableModel } from '../types/table.js';
import type { Warning } from '../types/generated/warning.js';
import { describeTogether } from '../warnings/describe.js';
import { warningCodes } from '../warnings/record.js';

/** The sentences of the records of one code. */
export type ExplainMark = (records: readonly Warning[]) => string[];

const SIGNS = ['†', '‡', '§', '¶', '‖'] as const;

/**
 * The marks of one report: a sign for each code that stands beside a number, and its explanation
 * once below. Made from the records of the report and from nothing else: a code without a record
 * has no mark.
 */
export class Marks {
  readonly #records: readonly Warning[];
  readonly #signs: ReadonlyMap<string, string>;
  readonly #explain: ExplainMark;

  /** @param records all of the report, of every number in it */
  constructor(records: readonly Warning[], explain: ExplainMark = describeTogether) {
    this.#explain = explain;
    this.#records = records;
    this.#signs = new Map(warningCodes(records).map((code, i) => [code, sign(i)]));
  }

  /** `.812†‡`: the number with the signs of the codes that concern it. */
  beside(number: string, codes: readonly string[]): string {
    return `${number}${codes.map((code) => this.#signs.get(code) ?? '').join('')}`;
  }

  /** One sentence per code and task. */
  notes(): string[] {
    // Models that share a doubt have a record of it each.
    return [...this.#signs].flatMap(([code, mark]) => [
      ...new Set(
        this.#explain(this.#records.filter((record) => record.code === code)).map(
          (sentence) => `${mark} ${sentence}`,
        ),
      ),
    ]);
  }

  /** The tables with the explanations below the last one that bears a mark. */
  explained(tables: readonly TableModel[]): TableModel[] {
    const signs = [...this.#signs.values()];
    const last = tables.findLastIndex(({ rows }) =>
      rows.some((row) => row.some((text) => signs.some((one) => text.includes(one)))),
    );
    const below = last === -1 ? tables.length - 1 : last;
    return tables.map((table, i) =>
      i === below ? { ...table, notes: [...table.notes, ...this.notes()] } : table,
    );
  }
}

/** †, ‡, §, ¶, ‖, ††, … */
function sign(place: number): string {
  return (SIGNS[place % SIGNS.length] ?? '†').repeat(Math.floor(place / SIGNS.length) + 1);
}
