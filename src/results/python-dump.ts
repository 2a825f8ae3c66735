import { textOf } from '../base/wording.js';

interface DumpOptions {
  /**
   * Spaces per level; null = one line with `, ` and `: `, as Python's `json.dump` without `indent`.
   */
  readonly indent: number | null;
  /**
   * Print integral numbers as Python floats (`1.0`). Result files hold floats only. Default false.
   */
  readonly floats?: boolean;
}

/**
 * JSON text exactly as Python's `json.dump` lays it out: ASCII with `\u` escapes, floats as `repr`.
 * Strict JSON where Python is not: NaN and the infinities become `null`.
 */
export function dumpPythonJson(value: unknown, options: DumpOptions): string {
  return dump(value, options, 1);
}

function dump(value: unknown, options: DumpOptions, level: number): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number') return dumpNumber(value, options.floats === true);
  if (typeof value === 'string') return dumpString(value);
  if (typeof value !== 'object') return textOf(value);
  if (Array.isArray(value)) {
    return enclose(
      '[',
      value.map((member) => dump(member, options, level + 1)),
      ']',
      options.indent,
      level,
    );
  }
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) parts.push(`${dumpKey(key)}: ${dump(member, options, level + 1)}`);
  }
  return enclose('{', parts, '}', options.indent, level);
}

function enclose(
  open: string,
  parts: readonly string[],
  close: string,
  indent: number | null,
  level: number,
): string {
  if (parts.length === 0) return open + close;
  if (indent === null) return open + parts.join(', ') + close;
  const inner = `\n${' '.repeat(indent * level)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${' '.repeat(indent * (level - 1))}${close}`;
}

function dumpNumber(value: number, floats: boolean): string {
  if (!Number.isFinite(value)) return 'null';
  return Number.isInteger(value) && !floats && Math.abs(value) < 1e16 && !Object.is(value, -0)
    ? String(value)
    : pythonFloat(value);
}

/**
 * Python's `repr(float)`: the same shortest digits as JavaScript, an exponent below 1e-4 and from
 * 1e16 on.
 */
export function pythonFloat(value: number): string {
  const size = Math.abs(value);
  if ((size >= 1e-4 && size < 1e16) || size === 0) {
    const plain = Object.is(value, -0) ? '-0' : String(value);
    return Number.isInteger(value) ? `${plain}.0` : plain;
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`;
}

// A file repeats its hundred metric names in every entry.
const keys = new Map<string, string>();

function dumpKey(key: string): string {
  const known = keys.get(key);
  if (known !== undefined) return known;
  if (keys.size > 10_000) keys.clear();
  const text = dumpString(key);
  keys.set(key, text);
  return text;
}

function dumpString(text: string): string {
  // JSON.stringify escapes as Python does up to U+001F; Python goes on with DEL and all that is not
  // ASCII.
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
