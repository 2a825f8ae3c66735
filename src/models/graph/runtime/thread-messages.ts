import type { Feeds, SessionOptions, SessionSignature, SessionSource } from './runtime-session.js';

/** What a thread is started with. */
export interface ThreadData {
  readonly source: SessionSource;
  readonly options: SessionOptions;
}

export type ToThread =
  | { readonly kind: 'run'; readonly id: number; readonly feeds: Feeds; readonly output: string }
  | { readonly kind: 'close' };

export type FromThread =
  | { readonly kind: 'opened'; readonly signature: SessionSignature }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'done'; readonly id: number; readonly data: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
