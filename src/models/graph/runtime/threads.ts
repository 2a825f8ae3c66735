import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { telemetryOff } from '../../../base/onnx-runtime.js';
import { packagePath } from '../../../base/folders.js';
import type {
  Feeds,
  RuntimeSession,
  SessionOptions,
  SessionSignature,
  SessionSource,
} from './runtime-session.js';
import type { FromThread, OpenInThread, ToThread } from './thread-messages.js';

/** A thread needs a compiled file, also where the rest runs from source. */
const ENTRY = ['dist', 'models', 'graph', 'runtime', 'session-thread.js'];

/**
 * The same session in several threads, with one thread of the runtime in each. Runs do not wait for
 * each other as the runtime's own threads do after every operator, and the caller's thread stays
 * free (docs/performance.md).
 */
export async function openThreads(
  source: SessionSource,
  options: SessionOptions,
  threads: number,
): Promise<RuntimeSession> {
  telemetryOff();
  const opening = await Promise.allSettled(
    Array.from({ length: threads }, () => SessionThread.open(source, options)),
  );
  const opened = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
  };
  const refused = opening.find((one) => one.status === 'rejected');
  const [first] = opened;
  if (refused !== undefined || first === undefined) {
    await close();
    throw refused?.reason ?? new Error('no thread was opened');
  }
  return {
    signature: first.signature,
    parallelRuns: threads,
    threadsPerRun: options.threads ?? 1,
    run: (feeds, output) =>
      opened.reduce((least, one) => (one.pending < least.pending ? one : least)).run(feeds, output),
    close,
  };
}

interface Waiting {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
}

class SessionThread {
  readonly #waiting = new Map<number, Waiting>();
  #runs = 0;
  #ended: Error | undefined;

  private constructor(
    private readonly worker: Worker,
    readonly signature: SessionSignature,
  ) {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'done') this.#take(message.id)?.resolve(message.data);
      if (message.kind === 'failed') this.#take(message.id)?.reject(new Error(message.reason));
    });
    worker.on('error', (error: Error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('a thread of the runtime has ended')));
    // a model that nobody closes must not keep the process alive
    worker.unref();
  }

  /** @throws Error with the runtime's message */
  static async open(source: SessionSource, options: SessionOptions): Promise<SessionThread> {
    // options such as --input-type are of the program that calls, and threads refuse them
    const worker = new Worker(packagePath(...ENTRY), { execArgv: [] });
    worker.postMessage({ kind: 'open', source, options } satisfies OpenInThread);
    const [message] = (await once(worker, 'message')) as [FromThread];
    if (message.kind === 'opened') return new SessionThread(worker, message.signature);
    throw new Error(
      message.kind === 'refused'
        ? message.reason
        : `a thread of the runtime answered ${message.kind} before it was open`,
    );
  }

  /** Runs given and not answered yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  run(feeds: Feeds, output: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const id = this.#runs++;
      this.#waiting.set(id, { resolve, reject });
      this.worker.ref();
      this.#post({ kind: 'run', id, feeds, output });
    });
  }

  async close(): Promise<void> {
    if (this.#ended !== undefined) return;
    const exit = once(this.worker, 'exit');
    this.worker.ref();
    this.#post({ kind: 'close' });
    await exit;
  }

  #post(message: ToThread): void {
    this.worker.postMessage(message);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.worker.unref();
    return waiting;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}
