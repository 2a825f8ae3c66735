/**
 * First key that occurs twice in the outermost object of a JSON text, or undefined.
 * `JSON.parse` keeps the last of two silently, so two tensors of one name would go unnoticed.
 * The text must already have been parsed without a fault.
 */
export function duplicateKey(text: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  let expectsKey = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/gs)) {
    if (token === '{' || token === '[') {
      depth++;
      expectsKey = depth === 1 && token === '{';
    } else if (token === '}' || token === ']') depth--;
    else if (token === ',') expectsKey = depth === 1;
    else if (expectsKey) {
      expectsKey = false;
      const key = JSON.parse(token) as string;
      if (seen.has(key)) return key;
      seen.add(key);
    }
  }
  return undefined;
}
