import { mkdir, open, rename, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GlottobenchError } from '../base/errors.js';
import { withLock } from './cache/blob-lock.js';
import type { RepositoryCache } from './cache/layout.js';
import { sizeOf } from './cache/link.js';
import { etagOf, type HubFile } from './contract/hub-file.js';
import { retrying } from './http/retry.js';
import type { HubRequest } from './http/hub-request.js';
import { TransientFault } from './http/transient.js';
import { Mismatch, receive } from './receive.js';
import { corruptCode, describeRepository } from './contract/repository-id.js';
import { storageError } from './storage-error.js';
import { holds } from './verify.js';

/** How often a content that is not the promised one is fetched. */
const TRIES_OF_CONTENT = 2;

interface BlobDownload {
  readonly asked: HubRequest;
  readonly cache: RepositoryCache;
  readonly file: HubFile;
  /**
   * Called with bytes that arrived or were found from an earlier try; negative when they have to be
   * thrown away.
   */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Brings one blob into the cache. What arrived in an earlier try or run is continued with a range
 * request; size and hash are checked before the blob gets its name, so no reader ever sees a part.
 * @throws GB_NOT_FOUND, GB_ACCESS_DENIED, GB_NETWORK, GB_INTERRUPTED; GB_DATA_CORRUPT or
 * GB_CHECKPOINT_CORRUPT when the hub serves something else than it lists
 */
export async function downloadBlob(download: BlobDownload): Promise<string> {
  const { asked, cache, file } = download;
  const blob = cache.blob(etagOf(file));
  try {
    await mkdir(dirname(blob), { recursive: true });
    await withLock(cache.lock(etagOf(file)), asked.signal, async () => {
      // Another process may have brought it while this one waited.
      if ((await sizeOf(blob)) === file.size) return;
      // A damaged one stays until the whole one takes its name: the hub may not be there.
      await fetchInto(blob, download);
    });
  } catch (error) {
    throw storageError(error, blob, file, asked.signal);
  }
  return blob;
}

async function fetchInto(
  blob: string,
  { asked, cache, file, onBytes }: BlobDownload,
): Promise<void> {
  const part = cache.incomplete(etagOf(file));
  let counted = 0;
  // A server that ignores ranges and breaks off at the same place each time makes no progress.
  let highest = 0;
  const count = (now: number): void => {
    onBytes(now - counted);
    counted = now;
  };
  let wrong = 0;
  await retrying(
    asked.settings,
    asked.signal,
    async () => {
      try {
        let have = (await sizeOf(part)) ?? 0;
        if (have > file.size) await truncate(part, (have = 0));
        count(have);
        highest = Math.max(highest, have);
        if (have < file.size)
          have = await receive(asked, file, part, have, (now) => {
            highest = Math.max(highest, now);
            count(now);
          });
        if (have < file.size) throw new TransientFault(brokenOff(asked, file, have));
        if (file.size === 0) await (await open(part, 'a')).close();
        if (!(await holds(part, file)))
          throw new Mismatch('its content does not have the hash that the hub lists');
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error;
        // The part may be of another content: begin anew, once.
        await rm(part, { force: true });
        count(0);
        const fault = new GlottobenchError(
          corruptCode(asked.repository),
          `${file.path} of ${describeRepository(asked.repository)} was refused: ${error.message}`,
          {
            hint: 'the file changed on the hub or on its way; try later, or report it to the owner of the repository',
          },
        );
        throw ++wrong < TRIES_OF_CONTENT ? new TransientFault(fault, 0) : fault;
      }
    },
    () => highest,
  );
  await sync(part);
  await rename(part, blob);
}

function brokenOff({ repository }: HubRequest, file: HubFile, have: number): GlottobenchError {
  return new GlottobenchError(
    'GB_NETWORK',
    `${file.path} of ${describeRepository(repository)} broke off after ${have} of ${file.size} bytes`,
    { hint: 'run the same command again: it continues there' },
  );
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
