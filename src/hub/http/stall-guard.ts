/** Aborts a request when nothing has arrived for a while, or when the user stops. */
export class StallGuard {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;
  #stalled = false;

  constructor(ms: number, outer: AbortSignal | undefined) {
    this.#ms = ms;
    this.signal =
      outer === undefined
        ? this.#controller.signal
        : AbortSignal.any([outer, this.#controller.signal]);
    this.touch();
  }

  /** Something arrived. */
  touch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#stalled = true;
      this.#controller.abort();
    }, this.#ms);
  }

  /** Whether the guard itself ended the request. */
  get stalled(): boolean {
    return this.#stalled;
  }

  /** Ends the watch, and the request if its body was not read to the end. */
  close(): void {
    clearTimeout(this.#timer);
    this.#controller.abort();
  }
}
