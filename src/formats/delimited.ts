import type { LineBlock } from './lines.js';
import { inputError } from './row.js';

/** One record of a table and the 1-based line on which it ends. */
export interface TableRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

/**
 * Records of delimiter-separated text as Python's `csv.reader` (QUOTE_MINIMAL) and pandas have
 * them: a field that begins with a quote runs to the next single quote, delimiters and line ends
 * included; a doubled quote is a quote; a quote elsewhere is a character. Blank lines are passed
 * over, as pandas does.
 * @param blocks lines with their carriage returns
 * @throws GB_INPUT_INVALID for a quote that is never closed, for a carriage return that ends no
 * line, and for a quoted field over several lines of a file with CRLF (the two readers make other
 * texts of it)
 */
export async function* delimitedRecords(
  blocks: AsyncIterable<LineBlock>,
  delimiter: string,
  name: string,
): AsyncGenerator<readonly TableRecord[]> {
  const open = new OpenRecord(delimiter, name);
  for await (const { lines, first } of blocks) {
    const records: TableRecord[] = [];
    for (const [i, text] of lines.entries()) {
      const fields = open.take(text, first + i);
      if (fields !== undefined) records.push({ fields, line: first + i });
    }
    if (records.length > 0) yield records;
  }
  open.end();
}

/** The record that is being read; it may stand on several lines. */
class OpenRecord {
  #fields: string[] = [];
  /** Text of a quoted field whose closing quote has not come yet. */
  #quoted: string | undefined;
  #since = 0;

  constructor(
    private readonly delimiter: string,
    private readonly name: string,
  ) {}

  /** @returns the fields once the record is whole; undefined for a blank line and inside quotes */
  take(text: string, line: number): readonly string[] | undefined {
    const crlf = text.endsWith('\r');
    const content = crlf ? text.slice(0, -1) : text;
    if (content.includes('\r')) throw loneReturn({ file: this.name, line });
    if (this.#quoted === undefined) {
      if (content === '') return undefined;
      if (!content.includes('"')) return content.split(this.delimiter);
      this.#since = line;
    }
    if (!this.#read(content)) {
      if (crlf)
        throw inputError(
          'a quoted field runs over the end of a line of a file with CRLF line ends',
          { file: this.name, line },
          'Readers differ in what they make of it: write LF line ends, or no line breaks in fields.',
        );
      return undefined;
    }
    const fields = this.#fields;
    this.#fields = [];
    return fields;
  }

  /** @throws GB_INPUT_INVALID when a quote is open at the end of the file */
  end(): void {
    if (this.#quoted !== undefined)
      throw inputError('a quoted field is never closed', { file: this.name, line: this.#since });
  }

  /** @returns whether the record ends with this line */
  #read(text: string): boolean {
    let at = 0;
    if (this.#quoted !== undefined) {
      const end = this.#quotedPart(text, 0);
      if (end === undefined) return false;
      at = end;
      if (at > text.length) return true;
    }
    for (;;) {
      if (text[at] === '"') {
        this.#quoted = '';
        const end = this.#quotedPart(text, at + 1);
        if (end === undefined) return false;
        at = end;
      } else {
        const end = fieldEnd(text, this.delimiter, at);
        this.#fields.push(text.slice(at, end));
        at = end + this.delimiter.length;
      }
      if (at > text.length) return true;
    }
  }

  /**
   * Reads on inside quotes. @returns where the next field begins (beyond the text at its end), or
   * undefined when the quote stays open
   */
  #quotedPart(text: string, from: number): number | undefined {
    let at = from;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote === -1) {
        this.#quoted = `${this.#quoted ?? ''}${text.slice(at)}\n`;
        return undefined;
      }
      this.#quoted = `${this.#quoted ?? ''}${text.slice(at, quote)}`;
      if (text[quote + 1] !== '"') {
        // Python adds what follows a closing quote to the field.
        const end = fieldEnd(text, this.delimiter, quote + 1);
        this.#fields.push(this.#quoted + text.slice(quote + 1, end));
        this.#quoted = undefined;
        return end + this.delimiter.length;
      }
      this.#quoted += '"';
      at = quote + 2;
    }
  }
}

function fieldEnd(text: string, delimiter: string, from: number): number {
  const end = text.indexOf(delimiter, from);
  return end === -1 ? text.length : end;
}

export function loneReturn(place: { file: string; line: number }): Error {
  return inputError(
    'there is a carriage return that ends no line',
    place,
    "Python ends a line there, other readers do not: write LF or CRLF line ends (tr '\\r' '\\n').",
  );
}

/** The fields of one line, or undefined where a quote stays open. */
export function recordOf(line: string, delimiter: string): readonly string[] | undefined {
  return new OpenRecord(delimiter, '').take(line, 1);
}
