import { GlottobenchError, type ErrorCode } from '../../base/errors.js';

/** One repository at one revision. */
export interface RepositoryId {
  readonly type: 'dataset' | 'model';
  /** `org/name`; old repositories have no `org`. */
  readonly name: string;
  /** Branch, tag or commit, full or shortened. */
  readonly revision: string;
}

const NAME = /^[\w.-]+(\/[\w.-]+)?$/;
const REVISION = /^[\w.+-]+(\/[\w.+-]+)*$/;

/** Forty hex digits name a commit: what it holds never changes. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/**
 * Names and revisions become URLs and folders: refuses those that would lead elsewhere.
 * @throws GB_NOT_FOUND
 */
export function checkRepositoryId({ type, name, revision }: RepositoryId): void {
  const parts = [...name.split('/'), ...revision.split('/')];
  if (
    NAME.test(name) &&
    REVISION.test(revision) &&
    parts.every((part) => !/^\.+$/.test(part)) &&
    !name.includes('--')
  )
    return;
  throw new GlottobenchError(
    'GB_NOT_FOUND',
    `"${name}" at "${revision}" cannot be a ${type} on the hub`,
    { hint: 'a repository is named organisation/name, a revision is a branch, a tag or a commit' },
  );
}

/** `dataset org/name` and the start of its revision, as messages name it. */
export function describeRepository({ type, name, revision }: RepositoryId): string {
  return `the ${type} ${name} at ${isCommit(revision) ? revision.slice(0, 12) : revision}`;
}

/** Address of the repository for a browser and, with `/resolve/…`, for its files. */
export function repositoryUrl(
  endpoint: string,
  { type, name }: Pick<RepositoryId, 'type' | 'name'>,
): string {
  return `${endpoint}/${type === 'dataset' ? 'datasets/' : ''}${name}`;
}

/** Address of one file. */
export function fileUrl(endpoint: string, repository: RepositoryId, path: string): string {
  return `${repositoryUrl(endpoint, repository)}/resolve/${encodeURIComponent(repository.revision)}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/** What a damaged file of the repository is called. */
export function corruptCode({ type }: Pick<RepositoryId, 'type'>): ErrorCode {
  return type === 'dataset' ? 'GB_DATA_CORRUPT' : 'GB_CHECKPOINT_CORRUPT';
}
