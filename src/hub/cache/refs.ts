import { readFile } from 'node:fs/promises';
import { writeFileAtomic } from '../../base/atomic-file.js';
import { isCommit } from '../contract/repository-id.js';
import type { RepositoryCache } from './layout.js';

/** The commit that a revision stands for as far as the cache knows. */
export async function cachedCommit(
  cache: RepositoryCache,
  revision: string,
): Promise<string | undefined> {
  if (isCommit(revision)) return revision;
  const text = await readFile(cache.ref(revision), 'utf8').catch(() => '');
  return isCommit(text.trim()) ? text.trim() : undefined;
}

/** Remembers what a branch or tag stands for. */
export async function writeRef(
  cache: RepositoryCache,
  revision: string,
  commit: string,
): Promise<void> {
  if (revision === commit || (await cachedCommit(cache, revision)) === commit) return;
  await writeFileAtomic(cache.ref(revision), commit);
}
