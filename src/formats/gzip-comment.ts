import { open } from 'node:fs/promises';

/** Bytes of a gzip header without optional fields; flags stand in the fourth. RFC 1952, 2.3. */
const HEADER_BYTES = 10;
const FLAGS = 3;
const COMMENT_FLAG = 0x10;
/** More than any comment of ours takes. */
const LONGEST = 1 << 16;

/**
 * Puts a comment into the header of a gzip stream as zlib writes it (no optional field). Tools that
 * unpack pass over it.
 * @param comment ASCII without NUL
 */
export async function* withGzipComment(
  packed: AsyncIterable<Uint8Array>,
  comment: string,
): AsyncGenerator<Uint8Array> {
  let header: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of packed) {
    if (header === undefined) {
      yield chunk;
      continue;
    }
    header = Buffer.concat([header, chunk]);
    if (header.length < HEADER_BYTES) continue;
    header[FLAGS] = COMMENT_FLAG;
    yield Buffer.concat([
      header.subarray(0, HEADER_BYTES),
      Buffer.from(`${comment}\0`, 'latin1'),
      header.subarray(HEADER_BYTES),
    ]);
    header = undefined;
  }
}

/** The comment of a file that `withGzipComment` wrote, undefined where it has none. */
export async function readGzipComment(path: string): Promise<string | undefined> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head[0] !== 0x1f || head[1] !== 0x8b || head[FLAGS] !== COMMENT_FLAG) return undefined;
    const end = head.indexOf(0, HEADER_BYTES);
    return end < 0 ? undefined : head.toString('latin1', HEADER_BYTES, end);
  } finally {
    await file.close();
  }
}
