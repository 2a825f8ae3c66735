/**
 * The few habits of Python that results depend on.
 * Python strips U+001C..U+001F and U+0085 and keeps U+FEFF; JavaScript's `trim` does the reverse
 * (all else agrees).
 */
const KEEP = '\ufeff';

/**
 * Python's `str.strip()`. Looks at the ends only: a text is mostly long and its ends mostly bare.
 */
export function pythonStrip(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isPythonSpace(text.charAt(start))) start++;
  while (end > start && isPythonSpace(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

function isPythonSpace(character: string): boolean {
  return character !== KEEP && /[\s\x1c-\x1f\x85]/u.test(character);
}

/**
 * Python's `round(value, digits)`: exact on the binary value, halves to even.
 * `toFixed` is exact too but takes halves away from zero, so only an exact half needs the second
 * look.
 */
export function pythonRound(value: number, digits: number): number {
  // Zero keeps its sign, which toFixed drops.
  if (!Number.isFinite(value) || value === 0) return value;
  const fixed = Number(value.toFixed(digits));
  const scaled = value * 10 ** digits;
  // An exact binary half of the last digit has at most digits + 1 decimals, which toFixed shows in
  // full.
  if (Math.abs(scaled - Math.trunc(scaled)) !== 0.5 || Number(value.toFixed(digits + 1)) !== value)
    return fixed;
  if (!isExactHalf(value, digits)) return fixed;
  const lower = Math.floor(scaled);
  const even = lower % 2 === 0 ? lower : lower + 1;
  return even === 0 && value < 0 ? -0 : even / 10 ** digits;
}

function isExactHalf(value: number, digits: number): boolean {
  return (
    /^-?\d+\.\d*5$/.test(value.toFixed(digits + 1)) &&
    /^0*$/.test(
      value
        .toFixed(Math.min(100, digits + 60))
        .split('.')[1]
        ?.slice(digits + 1) ?? '',
    )
  );
}

/**
 * Compares strings by Unicode code point (Python's order; UTF-8 byte order), not by UTF-16 unit.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above every BMP unit: lift them over U+E000..U+FFFF.
    if (x >= 0xd800 && x <= 0xdfff) x += 0x2800;
    else if (x >= 0xe000) x -= 0x800;
    if (y >= 0xd800 && y <= 0xdfff) y += 0x2800;
    else if (y >= 0xe000) y -= 0x800;
    return x - y;
  }
  return a.length - b.length;
}
