import { isUtf8 } from 'node:buffer';
import { openBytes } from './bytes.js';
import { inputError, type RowOptions } from './row.js';

const LF = 0x0a;
const BOM = '\ufeff';

/** Whole lines of a text file, in order. */
export interface LineBlock {
  readonly lines: readonly string[];
  /** 1-based number of the first line. */
  readonly first: number;
}

interface KeepOptions {
  /** Leave a byte order mark in the first line. */
  readonly keepMark?: boolean;
  /** Leave the `\r` of CRLF at the ends of lines. */
  readonly keepReturns?: boolean;
}

/**
 * Splits a UTF-8 file (unpacked when its first bytes are gzip's or zstd's) into lines without `\n`
 * and `\r\n`. Faster than `node:readline` by half, and it says on which line the text is not UTF-8.
 * A byte order mark at the start of the file is dropped unless `keepMark`: anywhere else U+FEFF is
 * text.
 * @throws GB_NOT_FOUND, GB_DATA_CORRUPT (damaged packing), GB_INPUT_INVALID (not UTF-8, see
 * `fileKind`)
 */
export async function* readLines(
  path: string,
  { name, signal, keepMark, keepReturns }: RowOptions & KeepOptions,
): AsyncGenerator<LineBlock> {
  let rest: Buffer[] = [];
  let first = 1;
  const emit = (bytes: Buffer): LineBlock => {
    const lines = decode(bytes, name, first).split('\n');
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (keepReturns !== true && line.endsWith('\r')) lines[i] = line.slice(0, -1);
    }
    if (first === 1 && keepMark !== true && lines[0]?.startsWith(BOM)) lines[0] = lines[0].slice(1);
    const block = { lines, first };
    first += lines.length;
    return block;
  };
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
  const last = Buffer.concat(rest);
  if (last.length > 0) yield emit(last);
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
