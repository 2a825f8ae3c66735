/** One file of a listing. */
export interface HubFile {
  /** Relative to the repository's root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Git's SHA-1 of the file, or of the pointer that stands for a large one. */
  readonly blobId: string;
  /** SHA-256 of the content of a large file. */
  readonly sha256: string | undefined;
  /** Address in the hub's chunk storage; kept for Python, which downloads from there. */
  readonly xetHash: string | undefined;
}

/** Name of the file's blob in the cache, and the hash that its content must have. */
export function etagOf(file: HubFile): string {
  return file.sha256 ?? file.blobId;
}

/** A relative path that stays inside the folder it is put into, on every platform. */
export function isSafePath(path: string): boolean {
  return (
    path !== '' &&
    !/[\\\0:]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
