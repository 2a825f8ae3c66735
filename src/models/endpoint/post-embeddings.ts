import { GlottobenchError, isGlottobenchError } from '../../base/errors.js';
import type { EndpointAddress } from './address.js';
import { retryAfterMs, TransientFailure, withRetries, type RetryPolicy } from './retry.js';

export interface Connection extends EndpointAddress {
  readonly key: string | undefined;
  readonly retry: RetryPolicy;
  /** Of one try. */
  readonly timeoutMs: number;
}

/** Refused for what was sent: fewer, shorter or other texts may pass. */
export class RefusedInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedInput';
  }
}

/**
 * One request to `/embeddings`, repeated while the failure may go away.
 * @returns the JSON of the answer
 * @throws RefusedInput for 400, 413, 422; GB_ACCESS_DENIED for 401, 402, 403 and an empty account;
 * GB_NOT_FOUND for 404; GB_NETWORK for all else; GB_INTERRUPTED when the signal fires
 */
export async function postEmbeddings(
  connection: Connection,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<unknown> {
  try {
    return await withRetries(connection.retry, signal, () => postOnce(connection, body, signal));
  } catch (error) {
    if (signal?.aborted === true)
      throw new GlottobenchError('GB_INTERRUPTED', 'embedding was stopped');
    if (error instanceof RefusedInput || isGlottobenchError(error)) throw error;
    const wait =
      error instanceof TransientFailure && error.retryAfterMs !== undefined
        ? `; it asks to wait ${Math.ceil(error.retryAfterMs / 1000)} s`
        : '';
    throw new GlottobenchError(
      'GB_NETWORK',
      `${connection.url.host}: ${(error as Error).message}${wait}`,
      { hint: 'the same command continues where it stopped', cause: error },
    );
  }
}

async function postOnce(
  connection: Connection,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const url = new URL(connection.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/embeddings`;
  const limit = AbortSignal.timeout(connection.timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(connection.key !== undefined && { Authorization: `Bearer ${connection.key}` }),
      },
      body: JSON.stringify(body),
      // A redirect would carry texts, and perhaps the key, to a place nobody named.
      redirect: 'manual',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (limit.aborted)
      throw new TransientFailure(
        `no answer within ${connection.timeoutMs / 1000} s`,
        undefined,
        error,
      );
    throw networkFailure(error);
  }
  if (!response.ok) throw failureOf(response, withoutKey(text, connection.key), connection);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new TransientFailure(
      `the answer is not JSON (it begins with ${JSON.stringify(text.slice(0, 40))})`,
      undefined,
      error,
    );
  }
}

/** A name that does not exist and a certificate that does not hold do not get better by waiting. */
function networkFailure(error: unknown): Error {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  const reason =
    cause?.message === undefined || cause.message === ''
      ? (cause?.code ?? (error as Error).message)
      : cause.message;
  const lasting =
    cause?.code === 'ENOTFOUND' || /CERT|SSL|TLS|ALTNAME|SELF_SIGNED/.test(cause?.code ?? '');
  return lasting ? new Error(reason) : new TransientFailure(reason, undefined, error);
}

function failureOf(response: Response, text: string, { url, model }: Connection): Error {
  const { status } = response;
  const { message, code } = readFault(text);
  const said = `${status}${message === '' ? '' : `: ${message}`}`;
  if (status >= 300 && status < 400) {
    return new GlottobenchError(
      'GB_NETWORK',
      `${url.host} redirects to ${response.headers.get('location') ?? 'another address'}`,
      { hint: 'give that address, if you trust it' },
    );
  }
  if (status === 401 || status === 402 || status === 403 || code === 'insufficient_quota') {
    return new GlottobenchError('GB_ACCESS_DENIED', `${url.host} refuses access (${said})`, {
      hint: 'the key is read from GLOTTOBENCH_API_KEY, else OPENAI_API_KEY',
    });
  }
  if (status === 404) {
    return new GlottobenchError(
      'GB_NOT_FOUND',
      `${url.host} has no model "${model}", or no embeddings at ${url.pathname}/embeddings (${said})`,
      {
        hint: 'the address mostly ends in /v1; --endpoint-model must be spelled as the service does',
      },
    );
  }
  if (status === 400 || status === 413 || status === 422) return new RefusedInput(said);
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500)
    return new TransientFailure(`the service answers ${said}`, retryAfterMs(response.headers));
  return new Error(`the service answers ${said}`);
}

/**
 * The sentence in an error body, in the shapes of OpenAI, FastAPI and text-embeddings-inference.
 */
function readFault(text: string): { message: string; code: string } {
  const short = (value: string): string => value.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  try {
    const body = JSON.parse(text) as Record<string, unknown> | null;
    const fault = (
      typeof body?.['error'] === 'object' && body['error'] !== null ? body['error'] : body
    ) as Record<string, unknown> | null;
    const message = [fault?.['message'], fault?.['detail'], fault?.['error']].find(
      (value) => value !== undefined && value !== null,
    );
    const code = [fault?.['code'], fault?.['type']].find((value) => value === 'insufficient_quota');
    return {
      message: short(
        typeof message === 'string'
          ? message
          : message === undefined
            ? ''
            : JSON.stringify(message),
      ),
      code: code ?? '',
    };
  } catch {
    return { message: text.trimStart().startsWith('<') ? '' : short(text), code: '' };
  }
}

/** Services like to repeat the key they refuse. */
function withoutKey(text: string, key: string | undefined): string {
  return key === undefined ? text : text.replaceAll(key, '***');
}
