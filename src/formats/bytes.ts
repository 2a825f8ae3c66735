import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Transform, type TransformCallback } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { GlottobenchError } from '../base/errors.js';
import { inputError } from './row.js';

/** What the first bytes of a file say that it is. */
type FileKind = 'gzip' | 'zstd' | 'parquet' | 'plain';

const CHUNK = 1 << 20;
/** Enough for every mark below. */
const HEAD = 8;

const KINDS: readonly (readonly [FileKind, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
];

/** Forms that are known and not read, each with what to do about it. */
const REFUSED: readonly (readonly [string, readonly number[], (file: string) => string])[] = [
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], (file) => `unpack it: xz -dk ${quoted(file)}`],
  ['bzip2', [0x42, 0x5a, 0x68], (file) => `unpack it: bzip2 -dk ${quoted(file)}`],
  ['lz4', [0x04, 0x22, 0x4d, 0x18], (file) => `unpack it: lz4 -d ${quoted(file)}`],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04], (file) => `unpack it: unzip ${quoted(file)}`],
  ['UTF-32 text', [0xff, 0xfe, 0x00, 0x00], (file) => convert('UTF-32', file)],
  ['UTF-32 text', [0x00, 0x00, 0xfe, 0xff], (file) => convert('UTF-32', file)],
  ['UTF-16 text', [0xff, 0xfe], (file) => convert('UTF-16', file)],
  ['UTF-16 text', [0xfe, 0xff], (file) => convert('UTF-16', file)],
];

function quoted(file: string): string {
  return /^[\w./@%+-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`;
}

function convert(encoding: string, file: string): string {
  return `make UTF-8 of it: iconv -f ${encoding} -t UTF-8 ${quoted(file)} > utf8.txt`;
}

/**
 * What a file is, from its first bytes and never from its name.
 * @throws GB_NOT_FOUND when it cannot be opened or is no regular file; GB_INPUT_INVALID for forms
 * that are not read
 */
export async function fileKind(path: string, name: string): Promise<FileKind> {
  const head = await firstBytes(path, name);
  const startsWith = (mark: readonly number[]): boolean =>
    mark.every((byte, i) => head[i] === byte);
  const refused = REFUSED.find(([, mark]) => startsWith(mark));
  if (refused !== undefined)
    throw inputError(`this is ${refused[0]}, which is not read`, { file: name }, refused[2](path));
  if (looksLikeUtf16(head))
    throw inputError(
      'this is UTF-16 text without a byte order mark, which is not read',
      { file: name },
      convert('UTF-16LE', path),
    );
  return KINDS.find(([, mark]) => startsWith(mark))?.[0] ?? 'plain';
}

/** ASCII in two bytes: every second byte of the head is zero. */
function looksLikeUtf16(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const pairs = Array.from({ length: head.length >> 1 }, (_, i) => [head[2 * i], head[2 * i + 1]]);
  return (
    pairs.every(([low, high]) => high === 0 && low !== 0) ||
    pairs.every(([high, low]) => high === 0 && low !== 0)
  );
}

async function firstBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile())
      throw new GlottobenchError(
        'GB_NOT_FOUND',
        found.isDirectory() ? 'this is a folder, a file is needed' : 'this is no regular file',
        { file: name },
      );
    const file = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asReadError(error, name);
  }
}

/**
 * The bytes of a file, unpacked where its first bytes are those of gzip or zstd.
 * @throws GB_NOT_FOUND, GB_INPUT_INVALID (see `fileKind`); reading throws GB_DATA_CORRUPT for
 * damaged packing
 */
export async function* openBytes(path: string, name: string): AsyncGenerator<Buffer> {
  const kind = await fileKind(path, name);
  const file = createReadStream(path, { highWaterMark: CHUNK });
  try {
    if (kind === 'gzip') {
      // `pipeline` hands a read error to the last stream, where the loop meets it.
      yield* pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined);
    } else if (kind === 'zstd') {
      yield* pipeline(file, unzstd(), () => undefined);
    } else yield* file;
  } catch (error) {
    throw asReadError(error, name);
  } finally {
    file.destroy();
  }
}

/** fzstd as a stream: frame after frame, as `zstd -d` reads them. */
function unzstd(): Transform {
  let pushed: Uint8Array[] = [];
  const decoder = new Decompress((part) => {
    pushed.push(part);
  });
  const feed = (stream: Transform, chunk: Uint8Array, last: boolean, done: TransformCallback) => {
    try {
      decoder.push(chunk, last);
      for (const part of pushed) stream.push(Buffer.from(part));
      pushed = [];
      done();
    } catch (error) {
      done(Object.assign(error as Error, { code: 'Z_ZSTD' }));
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      feed(this, chunk, false, done);
    },
    flush(done) {
      feed(this, new Uint8Array(0), true, done);
    },
  });
}

const NOT_READABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, a file is needed',
};

/** Turns errors of the file system and of unpacking into ours; all others pass. */
export function asReadError(error: unknown, name: string): unknown {
  const reason = (error as NodeJS.ErrnoException).code;
  if (typeof reason !== 'string' || reason.startsWith('GB_')) return error;
  if (reason.startsWith('Z_') || reason === 'ERR_STREAM_PREMATURE_CLOSE')
    return new GlottobenchError(
      'GB_DATA_CORRUPT',
      `damaged or incomplete ${reason === 'Z_ZSTD' ? 'zstd' : 'gzip'}: ${(error as Error).message}`,
      { file: name, hint: 'gzip -t or zstd -t checks it; fetch or write it again', cause: error },
    );
  if (reason in NOT_READABLE || /^E[A-Z]+$/.test(reason))
    return new GlottobenchError(
      'GB_NOT_FOUND',
      NOT_READABLE[reason] ?? `cannot be read (${reason})`,
      { file: name, cause: error },
    );
  return error;
}
