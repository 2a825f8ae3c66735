import type { Feeds, SessionOptions, SessionSignature, SessionSource } from './runtime-session.js';

/**
 * The model travels as a message and not as `workerData`, which a thread would hold as long as it
 * lives.
 */
export interface OpenInThread {
  readonly kind: 'open';
  readonly source: SessionSource;
  readonly options: SessionOptions;
}

export type ToThread =
  | OpenInThread
  | { readonly kind: 'run'; readonly id: number; readonly feeds: Feeds; readonly output: string }
  | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'opened'; readonly signature: SessionSignature }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'done'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
