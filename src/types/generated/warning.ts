// Generated from schemas/warning.schema.json by `npm run types`. Do not edit.

/**
 * One doubt about a number, as data: what `run --json` sends as an event, what a manifest keeps per cell, and what `aggregate` and `compare` show beside the number. docs/warnings.md says what each code means.
 */
export interface Warning {
  /**
   * What was found; docs/warnings.md lists all codes.
   */
  code: string;
  /**
   * The number that it concerns, null where it is none or all.
   */
  cell: WarnedCell | null;
  /**
   * How often it was found.
   */
  count: number;
  /**
   * The first of them, cut at 200 characters: ids, names, or values.
   *
   * @maxItems 3
   */
  examples: string[];
  /**
   * What to do, in a sentence.
   */
  remedy: string;
}
export interface WarnedCell {
  task: string;
  split: string;
  subset: string;
}
