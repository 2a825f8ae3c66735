/**
 * The files of one dataset repository at one revision, wherever they lie.
 * A folder lists and returns its own files; a hub repository lists once and fetches a file when its
 * path is asked for.
 */
export interface RepositoryFiles {
  readonly kind: 'folder' | 'hub' | 'package';
  /** `org/name`, the folder, or `npm:<package>`. */
  readonly name: string;
  /** Hub commit, content hash, or package version. */
  readonly revision: string;
  /** Paths relative to the repository's root, with `/`, in code point order. */
  list(): Promise<readonly string[]>;
  /** Absolute path of a readable copy of one listed file. @throws GB_NOT_FOUND */
  localPath(file: string, signal?: AbortSignal): Promise<string>;
}
