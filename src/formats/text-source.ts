import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';

/**
 * The text of a file in chunks, unpacked when it is gzip (told by its first bytes, not by its name).
 * UTF-8 is checked; a byte order mark at the start is dropped.
 * @throws GB_NOT_FOUND when the file cannot be opened, GB_INPUT_INVALID for bad UTF-8, GB_DATA_CORRUPT for damaged gzip
 */
export async function* readChunks(path: string): AsyncGenerator<string> {
  const packed = await isGzip(path);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of packed ? unpack(path) : createReadStream(path))
      yield decoder.decode(chunk as Uint8Array, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw explain(error, path, packed);
  }
}

/**
 * The lines of a file without their ends (LF or CRLF; nothing else ends a line, U+2028 may stand in an id), in blocks:
 * one `await` per line would cost more than reading it.
 */
export async function* readLineBlocks(
  chunks: AsyncIterable<string>,
): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + chunk;
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    yield text.includes('\r') ? lines.map(withoutReturn) : lines;
  }
  if (rest !== '') yield [withoutReturn(rest)];
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Reads until the first chunk that is not blank; then says what it begins with and hands out everything. */
export async function peek(
  chunks: AsyncGenerator<string>,
): Promise<{ first: string; all: AsyncIterable<string> }> {
  const read: string[] = [];
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) break;
    read.push(next.value);
    if (next.value.trim() !== '') break;
  }
  async function* all(): AsyncGenerator<string> {
    yield* read;
    yield* chunks;
  }
  return { first: read.join('').trimStart().charAt(0), all: all() };
}

/** All chunks as one string. @throws GB_INPUT_INVALID when that is longer than a string can be (512 Mi characters) */
export async function joinChunks(chunks: AsyncIterable<string>, file: string): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  try {
    return parts.join('');
  } catch (error) {
    throw new GlottobenchError('GB_INPUT_INVALID', 'too large to be read as one JSON value', {
      file,
      hint: 'write it as a TREC file, which is read line by line',
      cause: error,
    });
  }
}

function unpack(path: string): Readable {
  const out = new PassThrough();
  pipeline(createReadStream(path), createGunzip(), out).catch((error: unknown) =>
    out.destroy(error as Error),
  );
  return out;
}

async function isGzip(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory())
      throw new GlottobenchError('GB_NOT_FOUND', 'this is a folder, a file is needed', {
        file: path,
      });
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isGlottobenchError(error)) throw error;
    const reason = (error as NodeJS.ErrnoException).code;
    throw new GlottobenchError(
      'GB_NOT_FOUND',
      reason === 'ENOENT' ? 'there is no such file' : `cannot be read (${reason ?? 'unknown'})`,
      { file: path, cause: error },
    );
  }
}

function explain(error: unknown, path: string, packed: boolean): unknown {
  if (isGlottobenchError(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return new GlottobenchError('GB_INPUT_INVALID', 'not UTF-8 text', { file: path, cause: error });
  if (packed && (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')) {
    return new GlottobenchError(
      'GB_DATA_CORRUPT',
      `damaged or incomplete gzip (${(error as Error).message})`,
      { file: path, hint: 'gzip -t checks it; fetch or write it again', cause: error },
    );
  }
  return error;
}
