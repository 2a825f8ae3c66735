import { GlottobenchError } from '../base/errors.js';
import { isTooDeep, stringEnd } from '../base/json-tokens.js';

/** JSON with objects as maps in the order of the file. */
export type OrderedJson = OrderedObject | readonly OrderedJson[] | string | number | boolean | null;
export type OrderedObject = ReadonlyMap<string, OrderedJson>;

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
/**
 * What Python's `json` reads besides; never a score, so it is named and refused where a number is
 * wanted.
 */
const PYTHON_NUMBERS: Readonly<Record<string, number>> = {
  NaN: NaN,
  Infinity: Infinity,
  '-Infinity': -Infinity,
};

/**
 * Reads JSON and keeps the order of the file. `JSON.parse` cannot do that: a JavaScript object
 * moves integer-like keys (`"10"`) to the front, and the order decides ties of `skip_first_result`.
 * It would also lose a key that comes twice.
 * @throws GB_INPUT_INVALID with the line of the fault, also for a key that stands twice in one
 * object
 */
export function parseOrderedJson(text: string, file: string): OrderedJson {
  if (isTooDeep(text))
    throw new GlottobenchError('GB_INPUT_INVALID', 'nested too deep to be read', { file });
  return new OrderedReader(text, file).read();
}

class OrderedReader {
  #at = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  read(): OrderedJson {
    const value = this.#value('the file');
    this.#skipSpace();
    if (this.#at < this.text.length) throw this.#fault('there is text after the end of the JSON');
    return value;
  }

  #value(what: string): OrderedJson {
    this.#skipSpace();
    const next = this.text[this.#at];
    if (next === '{') return this.#object(what);
    if (next === '[') return this.#list(what);
    if (next === '"') return this.#string(what);
    return this.#token(what);
  }

  #object(what: string): OrderedObject {
    const members = new Map<string, OrderedJson>();
    this.#at++;
    this.#skipSpace();
    if (this.#taken('}')) return members;
    for (;;) {
      this.#skipSpace();
      if (this.text[this.#at] !== '"')
        throw this.#fault(`a key in quotes expected in ${what}, got ${this.#sample()}`);
      const key = this.#string(what);
      if (members.has(key)) throw this.#fault(`${inQuotes(key)} comes twice in ${what}`);
      this.#skipSpace();
      if (!this.#taken(':'))
        throw this.#fault(`":" expected after ${inQuotes(key)}, got ${this.#sample()}`);
      members.set(key, this.#value(inQuotes(key)));
      if (this.#ends('}', what)) return members;
    }
  }

  #list(what: string): readonly OrderedJson[] {
    const items: OrderedJson[] = [];
    this.#at++;
    this.#skipSpace();
    if (this.#taken(']')) return items;
    for (;;) {
      items.push(this.#value(what));
      if (this.#ends(']', what)) return items;
    }
  }

  #ends(mark: string, what: string): boolean {
    this.#skipSpace();
    if (this.#taken(',')) return false;
    if (this.#taken(mark)) return true;
    throw this.#fault(`"," or "${mark}" expected in ${what}, got ${this.#sample()}`);
  }

  #string(what: string): string {
    const end = stringEnd(this.text, this.#at);
    const raw = this.text.slice(this.#at, end);
    try {
      const value = JSON.parse(raw) as string;
      this.#at = end;
      return value;
    } catch {
      throw this.#fault(`not a JSON string in ${what}: ${this.#sample()}`);
    }
  }

  #token(what: string): OrderedJson {
    const start = this.#at;
    let end = start;
    while (end < this.text.length && !isTokenEnd(this.text.charCodeAt(end))) end++;
    const token = end - start > 64 ? '' : this.text.slice(start, end);
    const literal = LITERALS[token];
    const value = literal === undefined ? (numberOf(token) ?? undefined) : literal;
    if (value === undefined)
      throw this.#fault(`a value expected for ${what}, got ${this.#sample()}`);
    this.#at = end;
    return value;
  }

  #taken(mark: string): boolean {
    if (this.text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    while (isSpace(this.text.charCodeAt(this.#at))) this.#at++;
  }

  #sample(): string {
    if (this.#at >= this.text.length) return 'the end of the file';
    const found = this.text.slice(this.#at, this.#at + 24).split(/[\n,}]/)[0] ?? '';
    return found === '' ? JSON.stringify(this.text[this.#at]) : found;
  }

  #fault(message: string): GlottobenchError {
    let line = 1;
    for (
      let i = this.text.indexOf('\n');
      i !== -1 && i < this.#at;
      i = this.text.indexOf('\n', i + 1)
    )
      line++;
    return new GlottobenchError('GB_INPUT_INVALID', message, { file: this.file, line });
  }
}

function numberOf(token: string): number | undefined {
  return NUMBER.test(token) ? Number(token) : PYTHON_NUMBERS[token];
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function isTokenEnd(code: number): boolean {
  return isSpace(code) || code === 44 || code === 93 || code === 125 || code === 58;
}

function inQuotes(key: string): string {
  return `"${key.length > 60 ? `${key.slice(0, 57)}...` : key}"`;
}
