import { readFile } from 'node:fs/promises';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { compareCodePoints } from '../../base/python.js';
import { isSafePath, type HubFile } from '../contract/hub-file.js';

/**
 * Version of `trees/<commit>.json` that `huggingface_hub` 2.x reads and writes (`_tree_cache.py`).
 */
const FORMAT = 1;

interface StoredEntry {
  readonly size: number;
  readonly blob_id: string;
  readonly lfs_sha256?: string;
  readonly lfs_size?: number;
  readonly xet_hash?: string;
}

/** A listing of the cache, ours or Python's; undefined when there is none or it is broken. */
export async function readTree(path: string): Promise<HubFile[] | undefined> {
  try {
    const tree = JSON.parse(await readFile(path, 'utf8')) as {
      format_version?: unknown;
      files?: Readonly<Record<string, StoredEntry>>;
    };
    if (tree.format_version !== FORMAT || tree.files === undefined) return undefined;
    const files = Object.entries(tree.files).map(([name, entry]): HubFile => ({
      path: name,
      size: entry.lfs_size ?? entry.size,
      blobId: entry.blob_id,
      sha256: entry.lfs_sha256,
      xetHash: entry.xet_hash,
    }));
    return files.every(isSound)
      ? files.sort((a, b) => compareCodePoints(a.path, b.path))
      : undefined;
  } catch {
    return undefined;
  }
}

function isSound({ path, size, blobId, sha256 }: HubFile): boolean {
  return (
    isSafePath(path) &&
    Number.isSafeInteger(size) &&
    /^[0-9a-f]{40}$/.test(blobId) &&
    (sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256))
  );
}

export async function writeTree(path: string, files: readonly HubFile[]): Promise<void> {
  const entries = files.map(
    ({ path: name, size, blobId, sha256, xetHash }): [string, StoredEntry] => [
      name,
      {
        size,
        blob_id: blobId,
        ...(sha256 !== undefined && { lfs_sha256: sha256, lfs_size: size }),
        ...(xetHash !== undefined && { xet_hash: xetHash }),
      },
    ],
  );
  await writeFileAtomic(
    path,
    JSON.stringify({ format_version: FORMAT, files: Object.fromEntries(entries) }, null, 1),
  );
}
