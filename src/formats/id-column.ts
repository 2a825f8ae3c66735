/**
 * pandas decides the type of a column over this many rows (`datasets` reads CSV in chunks of this
 * size).
 */
const CHUNK_ROWS = 10_000;

const NUMBER =
  /^[ \t]*[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|inf|infinity|nan)[ \t]*$/i;
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;
const TRUTH = /^(?:true|false)$/i;

/** What pandas, and so the `datasets` library, reads as a missing value. */
export const MISSING_VALUES: ReadonlySet<string> = new Set([
  ...['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN'],
  ...['<NA>', 'N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'],
]);

/** A value that `datasets` would not read as the text that stands in the file. */
export interface RewrittenId {
  readonly value: string;
  readonly line: number;
}

/**
 * Watches a column of ids of a CSV or TSV file with a header. `datasets` gives such a column a
 * type: where all values of a chunk are numbers (or true and false), `007` becomes `7` and `1.50`
 * becomes `1.5`, while BEIR's loader keeps the text. Where both readings are the same text, nothing
 * happens.
 */
export class IdColumn {
  #rows = 0;
  #numbers = 0;
  #truths = 0;
  #rewritten: RewrittenId | undefined;
  #found: RewrittenId | undefined;

  add(value: string, line: number): void {
    if (this.#found !== undefined) return;
    this.#rows++;
    if (PLAIN_INTEGER.test(value)) this.#numbers++;
    else if (NUMBER.test(value)) {
      this.#numbers++;
      this.#rewritten ??= { value, line };
    } else if (TRUTH.test(value)) {
      this.#truths++;
      this.#rewritten ??= { value, line };
    }
    if (this.#rows === CHUNK_ROWS) this.#closeChunk();
  }

  /** The first value that would be read as another one, once all rows are there. */
  rewritten(): RewrittenId | undefined {
    if (this.#rows > 0) this.#closeChunk();
    return this.#found;
  }

  #closeChunk(): void {
    if (this.#numbers === this.#rows || this.#truths === this.#rows)
      this.#found ??= this.#rewritten;
    this.#rows = 0;
    this.#numbers = 0;
    this.#truths = 0;
    this.#rewritten = undefined;
  }
}
