export interface DumpOptions {
  /** Spaces per level; null = one line with `, ` and `: `, as Python's `json.dump` without `indent`. */
  readonly indent: number | null;
  /** Print integral numbers as Python floats (`1.0`). Result files hold floats only. Default false. */
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
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) {
    return enclose('[', value.map((member) => dump(member, options, level + 1)), ']', options.indent, level);
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return enclose('{', members.map(([key, member]) => `${dumpString(key)}: ${dump(member, options, level + 1)}`), '}', options.indent, level);
}

function enclose(open: string, parts: readonly string[], close: string, indent: number | null, level: number): string {
  if (parts.length === 0) return open + close;
  if (indent === null) return open + parts.join(', ') + close;
  const inner = `\n${' '.repeat(indent * level)}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${' '.repeat(indent * (level - 1))}${close}`;
}

function dumpNumber(value: number, floats: boolean): string {
  if (!Number.isFinite(value)) return 'null';
  return Number.isInteger(value) && !floats && Math.abs(value) < 1e16 && !Object.is(value, -0) ? String(value) : pythonFloat(value);
}

/** Python's `repr(float)`: the same shortest digits as JavaScript, an exponent below 1e-4 and from 1e16 on. */
export function pythonFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const plain = String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

function dumpString(text: string): string {
  // JSON.stringify escapes as Python does up to U+001F; Python goes on with DEL and all that is not ASCII.
  return JSON.stringify(text).replace(/[\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
