import { GlottobenchError } from '../base/errors.js';
import type { RepositoryFiles } from '../types/repository.js';
import { openFolder } from './folder-repository.js';
import { readSquad } from './squad/read-squad.js';

/**
 * What the data somebody points to looks like: BEIR's folder, the hub's layout, SQuAD files, SQuAD
 * files with sentence boundaries.
 */
type FolderForm = 'beir' | 'hub-layout' | 'squad' | 'lareqa';

/**
 * Opens a local folder and tells its form.
 * @throws GB_NOT_FOUND, GB_INPUT_INVALID when it holds no data of a known form
 */
export async function openLocalFolder(
  path: string,
): Promise<{ readonly source: RepositoryFiles; readonly form: FolderForm }> {
  const source = await openFolder(path);
  return { source, form: await folderForm(source) };
}

/** Tells the form from the names of the files, and SQuAD from the content of the first. */
export async function folderForm(source: RepositoryFiles): Promise<FolderForm> {
  const files = await source.list();
  const has = (pattern: RegExp): boolean => files.some((file) => pattern.test(file));
  if (has(/^([^/]+\/)?corpus\.jsonl(\.gz)?$/) && has(/^([^/]+\/)?qrels\/[^/]+\.tsv(\.gz)?$/))
    return 'beir';
  const languages = files.filter((file) => /^[a-z]{2,3}\.json$/.test(file));
  const [first] = languages;
  if (first !== undefined) {
    const paragraphs = await readSquad(source, first);
    return paragraphs.some(({ sentences }) => sentences !== undefined) ? 'lareqa' : 'squad';
  }
  if (has(/\.(parquet|jsonl|ndjson|json|csv|tsv)(\.gz)?$/)) return 'hub-layout';
  throw new GlottobenchError('GB_INPUT_INVALID', 'the folder holds no data of a known form', {
    file: source.name,
    hint: 'Known: corpus.jsonl, queries.jsonl and qrels/<split>.tsv; a dataset repository with README.md; SQuAD files <language>.json.',
  });
}
