import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** SHA-256 of a text (UTF-8) or of bytes, as 64 hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Large pieces: with Node's 64 KiB most of the time goes into the stream, not into the hash. */
const PIECE_BYTES = 1 << 20;
/**
 * A file changed less long ago could change again without its time telling (git's "racy" entries).
 */
const SETTLED_MS = 2000;

/**
 * Hashes of this process: weights are asked for when a run is planned and again when they are
 * opened.
 */
const known = new Map<string, Promise<string>>();

/**
 * SHA-256 of a file, streamed, as 64 hex digits; read once while inode, size and time of change
 * stay.
 */
export async function sha256OfFile(path: string): Promise<string> {
  const { dev, ino, size, ctimeMs, ctimeNs } = await stat(path, { bigint: true });
  if (Date.now() - Number(ctimeMs) < SETTLED_MS) return readAndHash(path);
  const identity = [dev, ino, size, ctimeNs].join(':');
  let hash = known.get(identity);
  if (hash === undefined) {
    hash = readAndHash(path);
    known.set(identity, hash);
    hash.catch(() => known.delete(identity));
  }
  return hash;
}

async function readAndHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE_BYTES }))
    hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
