import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';
import { parsePythonJson } from '../../base/json.js';

/** A file as JSON, with the text it came from. */
export interface JsonDocument {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
}

/**
 * Reads a JSON file as Python does: bare NaN and Infinity are numbers, invalid UTF-8 and a byte
 * order mark are faults.
 * @throws GB_NOT_FOUND without the file, GB_RESULT_INVALID when it is no JSON
 */
export function readDocument(file: string): JsonDocument {
  const bytes = readBytes(file);
  if (bytes.length === 0)
    throw new GlottobenchError('GB_RESULT_INVALID', 'the file is empty', { file });
  if (!isUtf8(bytes)) throw new GlottobenchError('GB_RESULT_INVALID', 'not valid UTF-8', { file });
  const text = bytes.toString('utf8');
  return { file, text, value: parsePythonJson(text, file, 'GB_RESULT_INVALID') };
}

// Not asynchronous: a tree holds thousands of small files, and four trips through the thread pool
// cost each more than its reading.
function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const message = reason === 'ENOENT' ? 'there is no such file' : `cannot be read (${reason})`;
    throw new GlottobenchError('GB_NOT_FOUND', message, { file, cause: error });
  }
}
