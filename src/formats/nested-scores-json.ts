import { GlottobenchError } from '../base/errors.js';

/** `{query: {document: number}}` in the order of the file. */
export type NestedNumbers = Map<string, Map<string, number>>;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads `{query: {document: number}}` and keeps the order of the file. `JSON.parse` cannot do that: a JavaScript object
 * moves integer-like keys (`"10"`) to the front, and the order decides ties of `skip_first_result`. It would also lose
 * a key that comes twice.
 * @throws GB_INPUT_INVALID with the line of the fault
 */
export function parseNestedScores(text: string, file: string): NestedNumbers {
  return new NestedReader(text, file).read();
}

class NestedReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  read(): NestedNumbers {
    const outer: NestedNumbers = new Map();
    this.object('the file', (query) => {
      if (outer.has(query)) throw this.fault(`query "${query}" comes twice`);
      const inner = new Map<string, number>();
      this.object(`query "${query}"`, (doc) => {
        if (inner.has(doc)) throw this.fault(`document "${doc}" comes twice for query "${query}"`);
        inner.set(doc, this.number(query, doc));
      });
      outer.set(query, inner);
    });
    this.skipSpace();
    if (this.at < this.text.length)
      throw this.fault('there is text after the end of the JSON object');
    return outer;
  }

  private object(what: string, member: (key: string) => void): void {
    this.skipSpace();
    if (this.text[this.at] !== '{')
      throw this.fault(`${what} must be a JSON object, got ${this.sample()}`);
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === '}') {
      this.at++;
      return;
    }
    for (;;) {
      this.skipSpace();
      const key = this.key(what);
      this.skipSpace();
      if (this.text[this.at] !== ':')
        throw this.fault(`":" expected after "${key}", got ${this.sample()}`);
      this.at++;
      member(key);
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== ',' && next !== '}')
        throw this.fault(`"," or "}" expected in ${what}, got ${this.sample()}`);
      this.at++;
      if (next === '}') return;
    }
  }

  private key(what: string): string {
    if (this.text[this.at] !== '"')
      throw this.fault(`a key in quotes expected in ${what}, got ${this.sample()}`);
    const start = this.at;
    let end = this.text.indexOf('"', start + 1);
    while (end !== -1 && this.escaped(end)) end = this.text.indexOf('"', end + 1);
    if (end === -1) throw this.fault(`a key in ${what} has no closing quote`);
    this.at = end + 1;
    const raw = this.text.slice(start, end + 1);
    try {
      return JSON.parse(raw) as string;
    } catch (error) {
      throw this.fault(`not a JSON string: ${raw} (${(error as Error).message})`);
    }
  }

  private escaped(quote: number): boolean {
    let slashes = 0;
    while (this.text[quote - 1 - slashes] === '\\') slashes++;
    return slashes % 2 === 1;
  }

  private number(query: string, doc: string): number {
    this.skipSpace();
    NUMBER.lastIndex = this.at;
    const raw = NUMBER.exec(this.text)?.[0];
    const value = Number(raw);
    if (raw === undefined || !Number.isFinite(value)) {
      throw this.fault(
        `the value of document "${doc}" for query "${query}" must be a finite number, got ${this.sample()}`,
      );
    }
    this.at += raw.length;
    return value;
  }

  private skipSpace(): void {
    const code = this.text.charCodeAt(this.at);
    if (code > 32) return;
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  private sample(): string {
    if (this.at >= this.text.length) return 'the end of the file';
    const found = this.text.slice(this.at, this.at + 24).split(/[\n,}]/)[0] ?? '';
    return found === '' ? JSON.stringify(this.text[this.at]) : found;
  }

  private fault(message: string): GlottobenchError {
    let line = 1;
    for (
      let i = this.text.indexOf('\n');
      i !== -1 && i < this.at;
      i = this.text.indexOf('\n', i + 1)
    )
      line++;
    return new GlottobenchError('GB_INPUT_INVALID', message, {
      file: this.file,
      line,
      hint: 'the format is {"query": {"document": number}}',
    });
  }
}
