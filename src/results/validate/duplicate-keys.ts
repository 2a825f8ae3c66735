import { pointerStep, type Finding } from '../finding.js';

interface Container {
  /** Keys seen so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  /** Pointer step to the member that is being read. */
  step: string;
  index: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

/**
 * Keys that an object of the text names twice. JSON.parse and Python keep the last value and say nothing.
 * @param text JSON that was parsed already, so its structure is known to be sound
 */
export function* duplicateKeys(text: string): Generator<Finding> {
  const stack: Container[] = [];
  let keyNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const top = stack.at(-1);
    if (token === '{' || token === '[') {
      stack.push({ keys: token === '{' ? new Set() : undefined, step: token === '{' ? '' : pointerStep(0), index: 0 });
      keyNext = token === '{';
    } else if (token === '}' || token === ']') {
      stack.pop();
      keyNext = false;
    } else if (token === ',') {
      keyNext = top?.keys !== undefined;
      if (top !== undefined && top.keys === undefined) top.step = pointerStep(++top.index);
    } else if (keyNext && top?.keys !== undefined) {
      keyNext = false;
      const key = JSON.parse(token) as string;
      top.step = pointerStep(key);
      if (top.keys.has(key)) yield { kind: 'duplicate-key', pointer: stack.map((container) => container.step).join(''), message: `the key "${key}" stands twice in this object; readers keep the last` };
      top.keys.add(key);
    }
  }
}
