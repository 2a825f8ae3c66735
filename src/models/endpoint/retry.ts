import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  /** Before the second try; doubled before each further one. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 7, firstDelayMs: 500, maxDelayMs: 30_000 };

/** A service that wants to be left alone for longer is given up. */
const LONGEST_WAIT_MS = 120_000;

/** A failure that may go away, and when the service says so. */
export class TransientFailure extends Error {
  constructor(
    message: string,
    readonly retryAfterMs?: number,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'TransientFailure';
  }
}

/**
 * Tries until it works, waiting as long as the service asks, else twice as long each time with
 * random halves.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (
        !(error instanceof TransientFailure) ||
        tries >= policy.attempts ||
        (error.retryAfterMs ?? 0) > LONGEST_WAIT_MS
      )
        throw error;
      const delay = Math.min(policy.firstDelayMs * 2 ** (tries - 1), policy.maxDelayMs);
      await sleep(error.retryAfterMs ?? delay * (0.5 + Math.random() / 2), undefined, {
        ...(signal !== undefined && { signal }),
      });
    }
  }
}

/** Milliseconds of `retry-after-ms`, or of `Retry-After` in seconds or as a date. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = headers.get('retry-after-ms');
  if (milliseconds !== null && /^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds);
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
