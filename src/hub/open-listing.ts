import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { compareCodePoints } from '../base/python.js';
import type { RepositoryCache } from './cache/layout.js';
import { cachedCommit } from './cache/refs.js';
import { readTree, writeTree } from './cache/tree-cache.js';
import type { HubFile } from './contract/hub-file.js';
import type { HubRequest } from './http/hub-request.js';
import { fetchListing, resolveCommit } from './listing.js';
import { describeRepository } from './contract/repository-id.js';

/** What a repository holds at one commit. */
export interface Listing {
  readonly commit: string;
  /** In code point order. */
  readonly paths: readonly string[];
  /** Sizes and hashes; undefined where only the names of the cached files are known. */
  readonly files: ReadonlyMap<string, HubFile> | undefined;
  /** Set when the hub could not be asked and the cache was taken instead. */
  readonly warning?: string;
}

/**
 * The listing of a commit, from the cache where it is there (a commit never changes), else from the
 * hub. Without the hub the cache decides what a branch stands for.
 * @throws what `fetchListing` throws; GB_OFFLINE in offline mode
 */
export async function openListing(asked: HubRequest, cache: RepositoryCache): Promise<Listing> {
  const { repository, settings } = asked;
  if (settings.offline) {
    const cached = await cachedListing(cache, repository.revision);
    if (cached !== undefined) return cached;
    throw new GlottobenchError(
      'GB_OFFLINE',
      `offline, and ${describeRepository(repository)} is not in the cache`,
      {
        file: cache.folder,
        hint: 'run once without --offline (and without HF_HUB_OFFLINE) to fetch it',
      },
    );
  }
  try {
    const commit = await resolveCommit(asked);
    return (await cachedTree(cache, commit)) ?? (await askedListing(asked, cache, commit));
  } catch (error) {
    if (!isGlottobenchError(error) || error.code !== 'GB_NETWORK') throw error;
    const cached = await cachedListing(cache, repository.revision);
    if (cached === undefined) throw error;
    return {
      ...cached,
      warning: `${error.message}; what the cache holds of ${describeRepository({ ...repository, revision: cached.commit })} is used`,
    };
  }
}

async function askedListing(
  asked: HubRequest,
  cache: RepositoryCache,
  commit: string,
): Promise<Listing> {
  const files = await fetchListing({
    ...asked,
    repository: { ...asked.repository, revision: commit },
  });
  // A cache that cannot be written may still hold all the files.
  await writeTree(cache.tree(commit), files).catch(() => undefined);
  return listingOf(commit, files);
}

function listingOf(commit: string, files: readonly HubFile[]): Listing {
  return {
    commit,
    paths: files.map(({ path }) => path),
    files: new Map(files.map((file) => [file.path, file])),
  };
}

async function cachedTree(cache: RepositoryCache, commit: string): Promise<Listing | undefined> {
  const files = await readTree(cache.tree(commit));
  return files === undefined ? undefined : listingOf(commit, files);
}

async function cachedListing(
  cache: RepositoryCache,
  revision: string,
): Promise<Listing | undefined> {
  const commit = await cachedCommit(cache, revision);
  if (commit === undefined) return undefined;
  const tree = await cachedTree(cache, commit);
  if (tree !== undefined) return tree;
  // Python before huggingface_hub 1.x kept no listings: what was downloaded is all that is known.
  const paths = await filesBelow(cache.snapshot(commit), '');
  return paths.length === 0
    ? undefined
    : { commit, paths: paths.sort(compareCodePoints), files: undefined };
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await readdir(join(root, folder)).catch(() => [])) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const found = await stat(join(root, path)).catch(() => undefined);
    if (found?.isDirectory() === true) paths.push(...(await filesBelow(root, path)));
    else if (found?.isFile() === true) paths.push(path);
  }
  return paths;
}
