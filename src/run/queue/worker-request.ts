import type { HubSettings } from '../../hub/contract/settings.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';

/** What a worker is started with: its own machine, whatever the runs ask. */
export interface WorkerRequest extends Pick<EncoderSettings, 'threads' | 'provider'> {
  /** Redis address; may hold a password. */
  readonly queue: string;
  /** Folders with checkpoints; the one whose content is that of the run is taken. */
  readonly models: readonly string[];
  /** As `--data` of a run: `DIR`, or `TASK=DIR`. */
  readonly data: readonly string[];
  readonly offline?: boolean | undefined;
  /** Seconds without a sign of life after which a shard is given to another worker. */
  readonly lockSeconds: number;
  /** Ends after so many seconds without work; never without. */
  readonly idleSeconds?: number | undefined;
}

/** What a worker says. */
export type WorkerEvent =
  | { readonly type: 'serving'; readonly worker: string; readonly queue: string }
  | { readonly type: 'opened'; readonly model: string; readonly detail: string }
  | {
      readonly type: 'started' | 'done' | 'returned';
      readonly shard: string;
      readonly seconds?: number;
      readonly bytes?: number;
    }
  | {
      readonly type: 'failed';
      readonly shard: string;
      readonly attempt: number;
      readonly error: string;
    }
  | { readonly type: 'refused'; readonly shard: string; readonly why: string }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'stopped'; readonly shards: number };

/** Without a word of the user the environment decides. */
export function workerHub({ offline }: WorkerRequest): Partial<HubSettings> {
  return offline === undefined ? {} : { offline };
}
