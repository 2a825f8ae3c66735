/**
 * Walks through JSON text once, character by character: no regular expression runs over text from
 * outside, so that neither its length nor its depth can overflow anything.
 */

/**
 * As deep as Python's own parser goes. `JSON.parse` has no limit, but everything that then walks
 * through the value has.
 */
export const DEEPEST_JSON = 990;

/** Digits from which on a number may not survive as a JavaScript number. */
const LONG = 16;

const QUOTE = 34;
const BACKSLASH = 92;

/**
 * The place behind the string that opens at `start`; the length of the text when it is never
 * closed.
 */
export function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let slashes = 0;
    while (quote - 1 - slashes > start && text.charCodeAt(quote - 1 - slashes) === BACKSLASH)
      slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Whether lists and objects of the text nest deeper than `DEEPEST_JSON`. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = stringEnd(text, at) - 1;
    else if ((code | 32) === 123) {
      depth++;
      if (depth > DEEPEST_JSON) return true;
    } else if ((code | 32) === 125) depth--;
  }
  return false;
}

/** Whether a run of digits is so long that a number could lose some of them. */
function hasLongDigits(text: string): boolean {
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    run = code >= 48 && code <= 57 ? run + 1 : 0;
    if (run === LONG) return true;
  }
  return false;
}

/**
 * The text with some of its bare tokens (numbers, `true`, `null`, `NaN` …) exchanged; strings are
 * left alone.
 * @param exchange a token → what is to stand in its place, or undefined to keep it
 */
export function exchangeTokens(
  text: string,
  exchange: (token: string, at: number) => string | undefined,
): string {
  const parts: string[] = [];
  let kept = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
      continue;
    }
    const start = at;
    while (at < text.length && isTokenPart(text.charCodeAt(at))) at++;
    if (at === start) {
      at++;
      continue;
    }
    const other = exchange(text.slice(start, at), start);
    if (other === undefined) continue;
    parts.push(text.slice(kept, start), other);
    kept = at;
  }
  return kept === 0 ? text : parts.join('') + text.slice(kept);
}

/** Letters, digits, `+`, `-` and `.`: the characters of numbers and names. */
function isTokenPart(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    ((code | 32) >= 97 && (code | 32) <= 122) ||
    code === 43 ||
    code === 45 ||
    code === 46
  );
}

/** Quotes integers that a JavaScript number would round, so that an id keeps every digit. */
export function keepLongIntegers(text: string): string {
  if (!hasLongDigits(text)) return text;
  return exchangeTokens(text, (token) => (isLongInteger(token) ? `"${token}"` : undefined));
}

function isLongInteger(token: string): boolean {
  const start = token.startsWith('-') ? 1 : 0;
  if (token.length - start < LONG || token.charCodeAt(start) === 48) return false;
  for (let at = start; at < token.length; at++) {
    const code = token.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
