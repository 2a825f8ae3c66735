import { GlottobenchError } from '../../base/errors.js';
import type { HubSettings } from '../contract/settings.js';
import { interrupted } from './interrupted.js';
import { TransientFault } from './transient.js';

type HubRetryPolicy = Pick<HubSettings, 'attempts' | 'backoffMs' | 'longestWaitMs'>;

/**
 * Runs `attempt` until it succeeds, fails for good, or has failed `attempts` times in a row without
 * progress. Waits as long as the hub asks (`Retry-After`), else exponentially longer with a random
 * quarter on top.
 * @param progress grows when an attempt that failed brought something (bytes on disk); such an
 * attempt is not counted
 */
export async function retrying<T>(
  policy: HubRetryPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
  progress: () => number = () => 0,
): Promise<T> {
  let failures = 0;
  for (;;) {
    const before = progress();
    try {
      return await attempt();
    } catch (error) {
      if (signal?.aborted === true) throw interrupted(error);
      if (!(error instanceof TransientFault)) throw error;
      failures = progress() > before ? 0 : failures + 1;
      if (failures >= policy.attempts) throw error.error;
      await pause(waitFor(error, failures, policy), signal);
    }
  }
}

function waitFor(
  { error, retryAfterMs }: TransientFault,
  failures: number,
  { backoffMs, longestWaitMs }: HubRetryPolicy,
): number {
  if (retryAfterMs === undefined)
    return backoffMs * 2 ** Math.max(0, failures - 1) * (1 + Math.random() / 4);
  if (retryAfterMs <= longestWaitMs) return retryAfterMs;
  throw new GlottobenchError(
    error.code,
    `${error.message}; it asks to wait ${Math.ceil(retryAfterMs / 60_000)} minutes`,
    { hint: 'run the same command again later: what is downloaded is kept', cause: error },
  );
}

/** Value of a `Retry-After` header, seconds or a date, in milliseconds from now. */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(interrupted(undefined));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
