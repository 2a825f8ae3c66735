import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GlottobenchError } from '../base/errors.js';
import { inputError, type ReadOptions } from './row.js';

const LF = 0x0a;
const BOM = '\ufeff';

/** Whole lines of a text file, in order. */
export interface LineBlock {
  readonly lines: readonly string[];
  /** 1-based number of the first line. */
  readonly first: number;
}

/**
 * Splits a UTF-8 file (gzip when the name ends in `.gz`) into lines without `\n` and `\r`.
 * Faster than `node:readline` by half, and it says on which line the text is not UTF-8.
 * A byte order mark is dropped at the start of the file only: anywhere else U+FEFF is text.
 * @throws GB_NOT_FOUND, GB_DATA_CORRUPT (cut or damaged gzip), GB_INPUT_INVALID (not UTF-8)
 */
export async function* readLines(
  path: string,
  { name, signal }: ReadOptions,
): AsyncGenerator<LineBlock> {
  let rest: Buffer[] = [];
  let first = 1;
  const emit = (bytes: Buffer): LineBlock => {
    const lines = decode(bytes, name, first).split('\n');
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (line.endsWith('\r')) lines[i] = line.slice(0, -1);
    }
    if (first === 1 && lines[0]?.startsWith(BOM)) lines[0] = lines[0].slice(1);
    const block = { lines, first };
    first += lines.length;
    return block;
  };
  try {
    for await (const chunk of openBytes(path, name)) {
      signal?.throwIfAborted();
      const end = chunk.lastIndexOf(LF);
      if (end === -1) {
        rest.push(chunk);
        continue;
      }
      const block = Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest = [chunk.subarray(end + 1)];
      yield emit(block);
    }
  } catch (error) {
    throw asReadError(error, name);
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield emit(last);
}

function openBytes(path: string, name: string): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!name.endsWith('.gz')) return file;
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  // `pipeline` hands a read error to the gunzip stream, where the loop above meets it.
  pipeline(file, gunzip, () => undefined);
  return gunzip;
}

function decode(bytes: Buffer, name: string, first: number): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let start = 0;
  for (let line = first; ; line++) {
    const end = bytes.indexOf(LF, start);
    if (!isUtf8(bytes.subarray(start, end === -1 ? bytes.length : end)))
      throw inputError('the text is not UTF-8', { file: name, line });
    if (end === -1) throw inputError('the text is not UTF-8', { file: name });
    start = end + 1;
  }
}

/** Turns errors of the file system and of zlib into ours; all others pass. */
export function asReadError(error: unknown, name: string): unknown {
  const reason = (error as NodeJS.ErrnoException).code;
  if (typeof reason !== 'string') return error;
  if (reason === 'ENOENT')
    return new GlottobenchError('GB_NOT_FOUND', 'there is no such file', {
      file: name,
      cause: error,
    });
  if (reason.startsWith('Z_'))
    return new GlottobenchError('GB_DATA_CORRUPT', `damaged gzip: ${(error as Error).message}`, {
      file: name,
      cause: error,
    });
  if (reason === 'EISDIR' || reason === 'EACCES')
    return new GlottobenchError('GB_NOT_FOUND', `cannot be read (${reason})`, {
      file: name,
      cause: error,
    });
  return error;
}
