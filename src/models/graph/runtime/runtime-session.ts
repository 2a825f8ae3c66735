import type { InferenceSession } from 'onnxruntime-node';

/** What a session is opened from. Plain data: it can be handed to a thread. */
export type SessionSource =
  /**
   * A model in memory whose external data lies below `weightsFolder`; the runtime reads nothing
   * outside of it.
   */
  | { readonly kind: 'model'; readonly model: Uint8Array; readonly weightsFolder: string }
  /**
   * An ONNX file. `data` is its external data where the runtime would not find it beside `path`:
   * the hub cache keeps files under the hash of their content. It is then read into memory.
   */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly data?: { readonly name: string; readonly realPath: string } | undefined;
    };

export interface SessionOptions {
  /** Threads of the runtime; its own default without. */
  readonly threads?: number | undefined;
  /** Most sessions the threads are divided among; as many as threads without. */
  readonly sessions?: number | undefined;
  /** Execution provider of ONNX Runtime, `cpu` without. */
  readonly provider?: string | undefined;
}

/** One input of a run. */
export type Feed =
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly shape: readonly number[] }
  | { readonly type: 'int32'; readonly data: Int32Array; readonly shape: readonly number[] };

export type Feeds = Readonly<Record<string, Feed>>;

/** Names, types and shapes of what goes in and comes out. */
export type SessionSignature = Pick<
  InferenceSession,
  'inputNames' | 'outputNames' | 'inputMetadata' | 'outputMetadata'
>;

/** An opened model. */
export interface RuntimeSession {
  readonly signature: SessionSignature;
  /** Runs that can be under way at once; more of them wait. */
  readonly parallelRuns: number;
  /** Threads that work on one run; 1 where the runtime's own default was taken. */
  readonly threadsPerRun: number;
  /** @returns the data of the output of that name */
  run(feeds: Feeds, output: string): Promise<unknown>;
  close(): Promise<void>;
}
