import { join } from 'node:path';
import type { RepositoryId } from '../contract/repository-id.js';

/**
 * Where things lie in the cache, as Python's `huggingface_hub` has it:
 * `<cache>/datasets--org--name/{refs/<revision>, trees/<commit>.json, blobs/<etag>,
 * snapshots/<commit>/<path> → blob}`.
 */
export class RepositoryCache {
  readonly folder: string;
  readonly #locks: string;

  constructor(cache: string, { type, name }: Pick<RepositoryId, 'type' | 'name'>) {
    const folder = [`${type}s`, ...name.split('/')].join('--');
    this.folder = join(cache, folder);
    this.#locks = join(cache, '.locks', folder);
  }

  /** Text file with the commit that a branch or tag stood for when it was last asked. */
  ref(revision: string): string {
    return join(this.folder, 'refs', ...revision.split('/'));
  }

  /** Listing of a commit. */
  tree(commit: string): string {
    return join(this.folder, 'trees', `${commit}.json`);
  }

  snapshot(commit: string): string {
    return join(this.folder, 'snapshots', commit);
  }

  /** The name under which a file is read. */
  pointer(commit: string, path: string): string {
    return join(this.snapshot(commit), ...path.split('/'));
  }

  /** The content. */
  blob(etag: string): string {
    return join(this.folder, 'blobs', etag);
  }

  /**
   * What has arrived of a blob so far. The name differs from Python's, which may download the same
   * blob now.
   */
  incomplete(etag: string): string {
    return join(this.folder, 'blobs', `${etag}.glottobench.incomplete`);
  }

  /**
   * Held while a blob is downloaded. Python's own lock file beside it is for `flock`, which Node
   * does not have.
   */
  lock(etag: string): string {
    return join(this.#locks, `${etag}.glottobench.lock`);
  }
}
