import type { RepositoryFiles } from '../types/repository.js';

/**
 * What a folder in BEIR form holds: its splits, and its subsets where they have folders of their
 * own.
 */
interface BeirParts {
  readonly splits: readonly string[];
  /** Empty for a task without subsets. */
  readonly subsets: readonly string[];
}

/** Reads the names of the files only. */
export async function beirParts(source: RepositoryFiles): Promise<BeirParts> {
  const files = await source.list();
  const splits = new Set<string>();
  const subsets = new Set<string>();
  for (const file of files) {
    const [, folder, split] = /^(?:([^/]+)\/)?qrels\/([^/]+)\.tsv(?:\.gz)?$/.exec(file) ?? [];
    if (split === undefined) continue;
    splits.add(split);
    if (folder !== undefined) subsets.add(folder);
  }
  return { splits: [...splits], subsets: [...subsets] };
}
