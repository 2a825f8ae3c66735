import { GlottobenchError } from '../../base/errors.js';
import { describeRepository, repositoryUrl, type RepositoryId } from '../contract/repository-id.js';
import { parseRetryAfter } from './retry.js';
import { TransientFault } from './transient.js';

/** Statuses that say "try again". */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504, 520, 522, 524]);

interface RefusedRequest {
  readonly status: number;
  readonly headers: Headers;
  readonly repository: RepositoryId;
  /** Path of the file that was asked for; undefined for listings. */
  readonly file: string | undefined;
  readonly endpoint: string;
  /** Whether a token went with the request. */
  readonly withToken: boolean;
}

/**
 * What a refusal of the hub means. `X-Error-Code` decides where there is one: without it the hub
 * answers 401 both for a private repository and for one that does not exist.
 */
export function answerError(refused: RefusedRequest): GlottobenchError | TransientFault {
  const { status, headers } = refused;
  if (TRANSIENT.has(status)) return transient(refused);
  switch (headers.get('x-error-code')) {
    case 'GatedRepo':
      return gated(refused);
    case 'RepoNotFound':
      return noRepository(refused);
    case 'RevisionNotFound':
      return noRevision(refused);
    case 'EntryNotFound':
      return noFile(refused);
    default:
  }
  if (/invalid (credentials|username|token)/i.test(headers.get('x-error-message') ?? ''))
    return badToken(refused);
  if (status === 401 || status === 403) return denied(refused);
  if (status === 404 || status === 410)
    return refused.file === undefined ? noRepository(refused) : noFile(refused);
  return new GlottobenchError(
    'GB_NETWORK',
    `the hub answers ${status}${said(refused)} for ${subject(refused)}`,
    { hint: `is HF_ENDPOINT right? It is ${refused.endpoint}` },
  );
}

function transient(refused: RefusedRequest): TransientFault {
  const { status, headers } = refused;
  const why =
    status === 429
      ? 'the hub limits the rate of requests (429)'
      : `the hub answers ${status}${said(refused)}`;
  const hint =
    status === 429 && !refused.withToken
      ? 'wait a few minutes, and set HF_TOKEN: the limit is higher with it'
      : 'run the same command again later: what is downloaded is kept';
  return new TransientFault(
    new GlottobenchError('GB_NETWORK', `${why} for ${subject(refused)}`, { hint }),
    parseRetryAfter(headers.get('retry-after')),
  );
}

function gated({ repository, endpoint, withToken }: RefusedRequest): GlottobenchError {
  const page = repositoryUrl(endpoint, repository);
  return new GlottobenchError('GB_ACCESS_DENIED', `${describeRepository(repository)} is gated`, {
    hint: withToken
      ? `accept its conditions at ${page} with the account of your token`
      : `accept its conditions at ${page}, then set HF_TOKEN to a token of that account`,
  });
}

function badToken({ repository }: RefusedRequest): GlottobenchError {
  return new GlottobenchError(
    'GB_ACCESS_DENIED',
    `the hub does not accept the token that was sent for ${describeRepository(repository)}`,
    { hint: 'make a new one in the settings of your account and set HF_TOKEN, or unset it' },
  );
}

function denied(refused: RefusedRequest): GlottobenchError {
  const page = repositoryUrl(refused.endpoint, refused.repository);
  return new GlottobenchError(
    'GB_ACCESS_DENIED',
    `no access (${refused.status}${said(refused)}) to ${subject(refused)}: it is private or gated, or its name is wrong`,
    {
      hint: refused.withToken
        ? `does your token have access? Look at ${page}`
        : `accept its conditions at ${page} if it has any, and set HF_TOKEN`,
    },
  );
}

function noRepository({ repository, endpoint, withToken }: RefusedRequest): GlottobenchError {
  const { type, name } = repository;
  return new GlottobenchError('GB_NOT_FOUND', `the hub has no ${type} ${name}`, {
    hint: `check the name at ${repositoryUrl(endpoint, repository)}${withToken ? '' : '; for a private repository set HF_TOKEN'}${type === 'model' ? '; there is no folder of this name here either' : ''}`,
  });
}

function noRevision({ repository }: RefusedRequest): GlottobenchError {
  const { type, name, revision } = repository;
  return new GlottobenchError('GB_NOT_FOUND', `the ${type} ${name} has no revision ${revision}`, {
    hint:
      type === 'dataset'
        ? 'the revision stands in the task definition; the repository may have been rewritten since'
        : 'name a branch, a tag or a commit that exists: org/name@revision',
  });
}

function noFile({ repository, file }: RefusedRequest): GlottobenchError {
  return new GlottobenchError(
    'GB_NOT_FOUND',
    `${describeRepository(repository)} has no file ${file ?? ''}`.trimEnd(),
    { hint: 'it may have been removed since it was listed; run again' },
  );
}

function subject({ repository, file }: RefusedRequest): string {
  return file === undefined
    ? describeRepository(repository)
    : `${file} of ${describeRepository(repository)}`;
}

function said({ headers }: RefusedRequest): string {
  const message = headers.get('x-error-message');
  return message === null ? '' : ` "${message.slice(0, 200)}"`;
}
