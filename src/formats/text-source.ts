import { inputError } from './row.js';
import { readLines } from './lines.js';

/**
 * The first character of a file that is neither blank nor a byte order mark; empty for a file
 * without any.
 */
export async function firstCharacter(path: string, name: string): Promise<string> {
  for await (const { lines } of readLines(path, { name })) {
    for (const line of lines) {
      const text = line.trimStart();
      if (text !== '') return text.charAt(0);
    }
  }
  return '';
}

/**
 * All of a file, for a reader that needs it in one piece.
 * @throws GB_INPUT_INVALID when that is longer than a string can be (512 Mi characters); see
 * `readLines`
 */
export async function readWholeText(path: string, name: string): Promise<string> {
  const parts: string[] = [];
  for await (const { lines } of readLines(path, { name })) parts.push(lines.join('\n'));
  try {
    return parts.join('\n');
  } catch {
    throw inputError(
      'too large to be read as one JSON value',
      { file: name },
      'Write it as a TREC file, which is read line by line.',
    );
  }
}
