import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { replaceFile } from '../base/atomic-file.js';
import { withGzipComment } from './gzip-comment.js';

/** A seventh larger than zlib's own choice, in a quarter of the time. */
const LEVEL = constants.Z_BEST_SPEED;

/**
 * Writes a text that is too long to hold, so that a reader sees all of it or nothing. Packed when
 * the name ends in `.gz`.
 * @param comment for the gzip header, ASCII; a plain file has no place for it
 */
export function writeStreamAtomic(
  path: string,
  parts: Iterable<string> | AsyncIterable<string>,
  comment?: string,
): Promise<void> {
  return replaceFile(path, async (temporary) => {
    const target = createWriteStream(temporary, { flags: 'wx', flush: true });
    const source = Readable.from(parts, { objectMode: true, highWaterMark: 4 });
    if (!path.endsWith('.gz')) await pipeline(source, target);
    else if (comment === undefined) await pipeline(source, createGzip({ level: LEVEL }), target);
    else
      await pipeline(
        source,
        createGzip({ level: LEVEL }),
        (packed: AsyncIterable<Uint8Array>) => withGzipComment(packed, comment),
        target,
      );
  });
}
