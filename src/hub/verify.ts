import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { etagOf, type HubFile } from './contract/hub-file.js';

/**
 * Whether a file holds what the listing promises: SHA-256 of the content, or for small files git's
 * SHA-1 of its blob.
 */
export async function holds(path: string, file: HubFile): Promise<boolean> {
  const hash =
    file.sha256 === undefined
      ? createHash('sha1').update(`blob ${file.size}\0`)
      : createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    hash.update(chunk as Uint8Array);
  return hash.digest('hex') === etagOf(file);
}
