import { readFile } from 'node:fs/promises';
import { GlottobenchError, type ErrorCode } from './errors.js';
import { DEEPEST_JSON, exchangeTokens, isTooDeep, stringEnd } from './json-tokens.js';

export type JsonValue =
  null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Parses strict JSON; a fault names the file. */
export function parseJson(
  text: string,
  file: string,
  code: ErrorCode = 'GB_INPUT_INVALID',
): JsonValue {
  refuseDepth(text, file, code);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new GlottobenchError(code, `not valid JSON: ${(error as Error).message}`, {
      file,
      cause: error,
    });
  }
}

/**
 * Parses what Python's `json.dump` writes: strict JSON plus the bare tokens `NaN`, `Infinity` and
 * `-Infinity` (one public leaderboard file in five holds them). The tokens become the JavaScript
 * numbers; strings are left alone.
 */
export function parsePythonJson(
  text: string,
  file: string,
  code: ErrorCode = 'GB_INPUT_INVALID',
): unknown {
  refuseDepth(text, file, code);
  try {
    return JSON.parse(text);
  } catch {
    const value = parseJson(quoteTokens(text), file, code);
    try {
      return reviveTokens(value);
    } catch (error) {
      throw new GlottobenchError(code, `not valid JSON: ${(error as Error).message}`, {
        file,
        cause: error,
      });
    }
  }
}

function refuseDepth(text: string, file: string, code: ErrorCode): void {
  if (isTooDeep(text))
    throw new GlottobenchError(code, `not valid JSON: nested more than ${DEEPEST_JSON} deep`, {
      file,
    });
}

// U+E000 lies in a private-use area: a string that starts with it and one of the three names was
// written by us.
const MARK = '\ue000';

const BARE = new Set(['NaN', 'Infinity', '-Infinity']);

function quoteTokens(text: string): string {
  return exchangeTokens(text, (token) => (BARE.has(token) ? `"${MARK}${token}"` : undefined));
}

function reviveTokens(value: JsonValue): unknown {
  if (typeof value === 'string' && value.startsWith(MARK)) {
    if (value === `${MARK}NaN`) return NaN;
    if (value === `${MARK}Infinity`) return Infinity;
    if (value === `${MARK}-Infinity`) return -Infinity;
  }
  if (value !== null && typeof value === 'object') {
    // In place: a tree of leaderboard files has millions of members, and the value was parsed just
    // for us.
    const members = value as Record<string, unknown>;
    for (const key of Object.keys(members)) {
      if (key.startsWith(MARK)) throw new SyntaxError(`${key.slice(1)} is a number, not a key`);
      const member = members[key] as JsonValue;
      if (typeof member === 'object' || typeof member === 'string')
        members[key] = reviveTokens(member);
    }
  }
  return value;
}

/** Reads a file as UTF-8 text; an absent or unreadable file is a `GB_NOT_FOUND`. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    const message =
      reason === 'ENOENT'
        ? 'there is no such file'
        : reason === 'EISDIR'
          ? 'this is a folder, a file is needed'
          : `cannot be read (${reason ?? 'unknown'})`;
    throw new GlottobenchError('GB_NOT_FOUND', message, { file: path, cause: error });
  }
}

/**
 * JSON pointers of members whose key stands twice in one object. `JSON.parse` keeps the last and
 * says nothing, so that a repeated subset would silently lose languages. The text must be valid
 * JSON.
 */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  const open: { readonly keys: Set<string> | undefined; index: number; key: string }[] = [];
  const pointer = (): string =>
    open
      .map(
        (level) => `/${escapePointer(level.keys === undefined ? String(level.index) : level.key)}`,
      )
      .join('');
  for (let at = 0; at < text.length; at++) {
    const mark = text[at];
    const level = open.at(-1);
    if (mark === '{' || mark === '[')
      open.push({ keys: mark === '{' ? new Set() : undefined, index: 0, key: '' });
    else if (mark === '}' || mark === ']') open.pop();
    else if (mark === ',' && level !== undefined) level.index++;
    else if (mark === '"') {
      const end = stringEnd(text, at);
      if (level?.keys !== undefined && isFollowedByColon(text, end)) {
        level.key = JSON.parse(text.slice(at, end)) as string;
        if (level.keys.has(level.key)) found.push(pointer());
        level.keys.add(level.key);
      }
      at = end - 1;
    }
  }
  return found;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end;
  while (' \n\r\t'.includes(text[at] ?? '-')) at++;
  return text[at] === ':';
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The reverse of `escapePointer`. */
export function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
