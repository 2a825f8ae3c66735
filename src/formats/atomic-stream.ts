import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import { replaceFile } from '../base/atomic-file.js';

/** A seventh larger than zlib's own choice, in a quarter of the time. */
const LEVEL = constants.Z_BEST_SPEED;

/** Writes a text that is too long to hold, so that a reader sees all of it or nothing. Packed when the name ends in `.gz`. */
export function writeStreamAtomic(
  path: string,
  parts: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  return replaceFile(path, async (temporary) => {
    const target = createWriteStream(temporary, { flags: 'wx', flush: true });
    const source = Readable.from(parts, { objectMode: true, highWaterMark: 4 });
    await (path.endsWith('.gz')
      ? pipeline(source, createGzip({ level: LEVEL }), target)
      : pipeline(source, target));
  });
}
