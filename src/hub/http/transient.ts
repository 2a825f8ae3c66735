import type { GlottobenchError } from '../../base/errors.js';

/** A fault that may be over at the next try. If it is not, `error` is what the user gets. */
export class TransientFault extends Error {
  readonly error: GlottobenchError;
  /** How long the hub asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(error: GlottobenchError, retryAfterMs?: number) {
    super(error.message);
    this.error = error;
    this.retryAfterMs = retryAfterMs;
  }
}
