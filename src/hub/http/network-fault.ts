import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import type { HubRequest } from './hub-request.js';
import { TransientFault } from './transient.js';

/** Faults of the certificate chain, which no retry cures. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/** Faults while a body arrives: the connection was there and broke. */
const BROKEN =
  /UND_ERR_SOCKET|ECONNRESET|EPIPE|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_BODY_TIMEOUT/;

/** `fetch` says "fetch failed" and "terminated"; the reason is in its cause. */
export function networkFault(
  error: unknown,
  { settings, file, repository }: Pick<HubRequest, 'settings' | 'file' | 'repository'>,
): unknown {
  if (error instanceof TransientFault || isGlottobenchError(error) || !isFetchError(error))
    return error;
  const code = causeCode(error);
  const { host } = new URL(settings.endpoint);
  const what =
    file === undefined ? `listing of ${repository.name}` : `${file} of ${repository.name}`;
  if (CERTIFICATE.test(code)) {
    return new GlottobenchError(
      'GB_NETWORK',
      `the certificate of ${host} is not trusted (${code})`,
      {
        cause: error,
        hint: 'NODE_EXTRA_CA_CERTS names a file with the certificates of your network',
      },
    );
  }
  const message = BROKEN.test(code)
    ? `the connection to the hub broke (${code}; ${what})`
    : `the hub cannot be reached at ${host} (${code}; ${what})`;
  return new TransientFault(
    new GlottobenchError('GB_NETWORK', message, {
      cause: error,
      hint: 'run the same command again: what is downloaded is kept; --offline uses only what is on this machine',
    }),
  );
}

/** By name: errors of another realm are no instances of ours. */
function isFetchError(error: unknown): error is Error {
  if (typeof error !== 'object' || error === null || !('message' in error)) return false;
  return (
    error.message === 'fetch failed' ||
    error.message === 'terminated' ||
    ('name' in error && error.name === 'AbortError') ||
    causeCode(error) !== 'unknown'
  );
}

function causeCode(error: object): string {
  for (
    let at: unknown = error, depth = 0;
    typeof at === 'object' && at !== null && depth < 4;
    depth++
  ) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at =
      'cause' in at
        ? at.cause
        : 'errors' in at && Array.isArray(at.errors)
          ? at.errors[0]
          : undefined;
  }
  return 'unknown';
}
