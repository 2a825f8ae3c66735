/**
 * Turns calls into an async stream: the run pushes events, the caller of `evaluate` reads them.
 * A failure of the producer is thrown to the reader after the events before it.
 */
export class EventQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #failure: { error: unknown } | undefined;

  push(event: T): void {
    this.#waiting.push(event);
    this.#wake?.();
  }

  /** Runs the producer; its end or failure ends the stream. */
  feed(producer: Promise<unknown>): this {
    producer.then(
      () => this.#end(undefined),
      (error: unknown) => this.#end({ error }),
    );
    return this;
  }

  #end(failure: { error: unknown } | undefined): void {
    this.#ended = true;
    this.#failure = failure;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const batch = this.#waiting.splice(0);
      yield* batch;
      if (this.#waiting.length > 0) continue;
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
