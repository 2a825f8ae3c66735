import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { compareCodePoints } from '../base/python.js';
import { isSafePath, type HubFile } from './contract/hub-file.js';
import { clientFetch } from './http/client-fetch.js';
import type { HubRequest } from './http/hub-request.js';
import { describeRepository, isCommit } from './contract/repository-id.js';

/**
 * The commit that a branch or tag stands for now: one request, none for a commit.
 * @throws GB_NOT_FOUND, GB_ACCESS_DENIED, GB_NETWORK, GB_INTERRUPTED
 */
export async function resolveCommit(asked: HubRequest): Promise<string> {
  const { name, revision, type } = asked.repository;
  if (isCommit(revision)) return revision;
  // The client is loaded only when the hub is asked: with a full cache a command starts without it.
  const { datasetInfo, modelInfo } = await import('@huggingface/hub');
  const query = { name, revision, hubUrl: asked.settings.endpoint, fetch: clientFetch(asked) };
  const sha: unknown = await understood(asked, async () =>
    type === 'dataset'
      ? (await datasetInfo({ ...query, additionalFields: ['sha'] })).sha
      : (await modelInfo({ ...query, additionalFields: ['sha'] })).sha,
  );
  if (typeof sha === 'string' && isCommit(sha)) return sha;
  throw notUnderstood(asked, 'it names no commit');
}

/**
 * All files of the repository at a commit, in code point order: one request, plus one for each
 * further page of a long list.
 * @throws GB_NOT_FOUND, GB_ACCESS_DENIED, GB_NETWORK, GB_INTERRUPTED
 */
export async function fetchListing(asked: HubRequest): Promise<HubFile[]> {
  const { type, name, revision } = asked.repository;
  const { listFiles } = await import('@huggingface/hub');
  const entries = listFiles({
    repo: { type, name },
    revision,
    recursive: true,
    hubUrl: asked.settings.endpoint,
    fetch: clientFetch(asked),
  });
  const files = await understood(asked, async () => {
    const found: HubFile[] = [];
    for await (const entry of entries)
      if (entry.type === 'file') found.push(toHubFile(entry, asked));
    return found;
  });
  return files.sort((a, b) => compareCodePoints(a.path, b.path));
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly oid?: string;
  readonly lfs?: { readonly oid: string; readonly size: number };
  readonly xetHash?: string;
}

function toHubFile({ path, size, oid, lfs, xetHash }: Entry, asked: HubRequest): HubFile {
  const sound =
    typeof path === 'string' &&
    isSafePath(path) &&
    Number.isSafeInteger(lfs?.size ?? size) &&
    (lfs?.size ?? size) >= 0;
  if (!sound || !isHex(oid, 40) || (lfs !== undefined && !isHex(lfs.oid, 64)))
    throw notUnderstood(asked, `its entry ${JSON.stringify(path)} is broken`);
  return {
    path,
    size: lfs?.size ?? size,
    blobId: oid,
    sha256: lfs?.oid,
    xetHash: isHex(xetHash, 64) ? xetHash : undefined,
  };
}

// An oid becomes the name of a file in the cache.
function isHex(text: unknown, digits: number): text is string {
  return typeof text === 'string' && text.length === digits && /^[0-9a-f]+$/.test(text);
}

/** Errors of the client itself: the answer was no JSON, or another one than it knows. */
async function understood<T>(asked: HubRequest, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isGlottobenchError(error)) throw error;
    throw notUnderstood(asked, error instanceof Error ? error.message : String(error), error);
  }
}

function notUnderstood(
  { settings, repository }: HubRequest,
  why: string,
  cause?: unknown,
): GlottobenchError {
  return new GlottobenchError(
    'GB_NETWORK',
    `the answer of ${settings.endpoint} for ${describeRepository(repository)} is not a hub's: ${why.slice(0, 120)}`,
    {
      cause,
      hint: 'is HF_ENDPOINT right, and does your network ask for a login?',
    },
  );
}
