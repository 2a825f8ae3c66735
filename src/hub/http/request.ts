import { GlottobenchError } from '../../base/errors.js';
import { answerError } from './answer-error.js';
import type { HubRequest } from './hub-request.js';
import { interrupted } from './interrupted.js';
import { networkFault } from './network-fault.js';
import { StallGuard } from './stall-guard.js';
import { TransientFault } from './transient.js';
import { userAgent } from './user-agent.js';

/**
 * An answer with status 200, 206 or 416 (there is nothing after the wanted start) whose body is
 * still to be read.
 */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /**
   * Headers of the last answer from the hub itself: large files are redirected to a storage host,
   * which knows no commit.
   */
  readonly hub: Headers;
  /** The body as it arrives. @throws TransientFault when it stalls or breaks off, GB_INTERRUPTED */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Must be called when done, also after an error. */
  close(): void;
}

const MOST_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * One GET. Redirects are followed by hand, so that the token goes to the hub's own host and to no
 * other.
 * @throws TransientFault for what may pass, GlottobenchError for what will not
 */
export async function request(url: string, asked: HubRequest): Promise<HubAnswer> {
  const guard = new StallGuard(asked.settings.stallMs, asked.signal);
  try {
    const { response, hub, withToken } = await follow(url, asked, guard);
    if (response.status === 200 || response.status === 206 || response.status === 416)
      return answerOf(response, hub, guard, asked);
    const { settings, repository, file } = asked;
    throw answerError({
      status: response.status,
      headers: response.headers,
      repository,
      file,
      endpoint: settings.endpoint,
      withToken,
    });
  } catch (error) {
    guard.close();
    throw explain(error, guard, asked);
  }
}

async function follow(
  url: string,
  { settings, headers }: HubRequest,
  guard: StallGuard,
): Promise<{ response: Response; hub: Headers; withToken: boolean }> {
  const home = new URL(settings.endpoint);
  let hub = new Headers();
  let next = new URL(url);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const atHome = next.origin === home.origin;
    const withToken = atHome && settings.token !== undefined;
    const response = await fetch(next, {
      redirect: 'manual',
      signal: guard.signal,
      // Compressed answers would break sizes and ranges.
      headers: {
        'user-agent': userAgent(),
        'accept-encoding': 'identity',
        ...headers,
        ...(withToken && { authorization: `Bearer ${settings.token}` }),
      },
    });
    guard.touch();
    if (atHome) hub = response.headers;
    const location = response.headers.get('location');
    if (!REDIRECTS.has(response.status) || location === null) return { response, hub, withToken };
    await response.body?.cancel();
    next = new URL(location, next);
    if (home.protocol === 'https:' && next.protocol !== 'https:')
      throw new GlottobenchError(
        'GB_NETWORK',
        `the hub redirects to an address without encryption (${next.host})`,
      );
  }
  throw new GlottobenchError('GB_NETWORK', `the hub redirects in a circle (${next.host})`);
}

function answerOf(
  response: Response,
  hub: Headers,
  guard: StallGuard,
  asked: HubRequest,
): HubAnswer {
  return {
    status: response.status,
    headers: response.headers,
    hub,
    async *chunks() {
      try {
        for await (const chunk of response.body ?? []) {
          guard.touch();
          yield chunk as Uint8Array;
        }
      } catch (error) {
        throw explain(error, guard, asked);
      }
    },
    close: () => guard.close(),
  };
}

function explain(error: unknown, guard: StallGuard, asked: HubRequest): unknown {
  if (asked.signal?.aborted === true) return interrupted(error);
  if (guard.stalled) return new TransientFault(stalled(asked, error));
  return networkFault(error, asked);
}

function stalled({ settings, file, repository }: HubRequest, cause: unknown): GlottobenchError {
  return new GlottobenchError(
    'GB_NETWORK',
    `the hub sends nothing for ${settings.stallMs / 1000} s (${file ?? 'listing'} of ${repository.name})`,
    {
      cause,
      hint: 'run the same command again: what is downloaded is kept; HF_HUB_DOWNLOAD_TIMEOUT sets the seconds',
    },
  );
}
