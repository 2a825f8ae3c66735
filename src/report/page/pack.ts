/** JSON as the page holds it; made by {@link pack} only. */
export interface Packed {
  /** Values that occur more than once. */
  readonly shared: readonly unknown[];
  readonly root: unknown;
}

/** A value that stands in `shared`. */
const SHARED = '$';
/** Records of one shape as columns: `{ '#': keys, '=': [column, …] }`. */
const KEYS = '#';
const COLUMNS = '=';
/** Shorter texts cost less than a reference to them. */
const WORTH_SHARING = 12;

/**
 * Makes JSON small before it is compressed: records of one shape become columns, equal parts are
 * held once, and numbers keep five significant digits where no reader of four decimals could tell.
 * {@link unpack} is its inverse but for those digits.
 */
export function pack(value: unknown): Packed {
  const texts = new Map<object, string>();
  const counts = new Map<string, number>();
  const count = (part: unknown): string => {
    const text = textOf(part, count);
    if (typeof part === 'object' && part !== null) texts.set(part, text);
    if (text.length > WORTH_SHARING) counts.set(text, (counts.get(text) ?? 0) + 1);
    return text;
  };
  count(value);
  const shared: unknown[] = [];
  const places = new Map<string, number>();
  const encode = (part: unknown): unknown => {
    if (typeof part === 'number') return shortNumber(part);
    const text =
      typeof part === 'object' && part !== null ? (texts.get(part) ?? '') : JSON.stringify(part);
    if ((counts.get(text) ?? 0) < 2) return encodeParts(part, encode);
    let place = places.get(text);
    if (place === undefined) {
      // its parts come first, so that unpacking needs one pass
      const parts = encodeParts(part, encode);
      place = shared.push(parts) - 1;
      places.set(text, place);
    }
    return { [SHARED]: place };
  };
  const root = encode(value);
  return { shared, root };
}

function textOf(part: unknown, inner: (value: unknown) => string): string {
  if (Array.isArray(part)) return `[${part.map(inner).join()}]`;
  if (typeof part === 'object' && part !== null)
    return `{${entriesOf(part)
      .map(([key, value]) => `${JSON.stringify(key)}:${inner(value)}`)
      .join()}}`;
  return JSON.stringify(part);
}

function encodeParts(part: unknown, encode: (value: unknown) => unknown): unknown {
  if (Array.isArray(part)) {
    const keys = columnKeys(part);
    if (keys === undefined) return part.map(encode);
    const rows = part as readonly Readonly<Record<string, unknown>>[];
    return { [KEYS]: keys, [COLUMNS]: keys.map((key) => rows.map((row) => encode(row[key]))) };
  }
  if (typeof part === 'object' && part !== null)
    return Object.fromEntries(entriesOf(part).map(([key, value]) => [`.${key}`, encode(value)]));
  return part;
}

function entriesOf(part: object): [string, unknown][] {
  return Object.entries(part).filter(([, value]) => value !== undefined);
}

/** Keys of two or more records that all have the same ones; undefined for anything else. */
function columnKeys(items: readonly unknown[]): string[] | undefined {
  if (items.length < 2) return undefined;
  let keys: string[] | undefined;
  for (const item of items) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
    const own = entriesOf(item).map(([key]) => key);
    if (keys === undefined) keys = own;
    else if (own.length !== keys.length || own.some((key, i) => key !== keys?.[i]))
      return undefined;
  }
  return keys === undefined || keys.length === 0 ? undefined : keys;
}

/**
 * Five significant digits, or all where a table of one to four decimals would show another number.
 */
export function shortNumber(value: number): number {
  if (Number.isInteger(value)) return value;
  const short = Number(value.toPrecision(5));
  return [1, 2, 3, 4].every((digits) => short.toFixed(digits) === value.toFixed(digits))
    ? short
    : value;
}

/** Inverse of {@link pack}. Equal parts are one object: nobody may change what it returns. */
export function unpack({ shared, root }: Packed): unknown {
  const known: unknown[] = [];
  const decode = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(decode);
    if (typeof part !== 'object' || part === null) return part;
    const record = part as Readonly<Record<string, unknown>>;
    if (SHARED in record) return known[Number(record[SHARED])];
    if (KEYS in record) return decodeColumns(record, decode);
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key.slice(1), decode(value)]),
    );
  };
  for (const part of shared) known.push(decode(part));
  return decode(root);
}

function decodeColumns(
  record: Readonly<Record<string, unknown>>,
  decode: (value: unknown) => unknown,
): unknown[] {
  const keys = record[KEYS] as readonly string[];
  const columns = (record[COLUMNS] as readonly (readonly unknown[])[]).map((column) =>
    column.map(decode),
  );
  return (columns[0] ?? []).map((_, row) =>
    Object.fromEntries(keys.map((key, c) => [key, columns[c]?.[row]])),
  );
}
