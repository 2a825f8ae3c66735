/**
 * JSON pointers of members whose key stands twice in one object. `JSON.parse` keeps the last and says nothing,
 * so that a repeated subset would silently lose languages. The text must be valid JSON.
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
  // Tokens: strings, and the marks that matter; numbers and literals hold none of these.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\],]/gs)) {
    const level = open.at(-1);
    if (token === '{' || token === '[')
      open.push({ keys: token === '{' ? new Set() : undefined, index: 0, key: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',' && level !== undefined) level.index++;
    else if (token.endsWith(':') && level?.keys !== undefined) {
      level.key = JSON.parse(token.slice(0, -1)) as string;
      if (level.keys.has(level.key)) found.push(pointer());
      level.keys.add(level.key);
    }
  }
  return found;
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
