/**
 * Steps that follow the one before within this time came from a cache: they say nothing about the
 * rate.
 */
const INSTANT_MS = 5;

/** How fast one stage of one model goes, from the time it really worked. */
export class Clock {
  #last: number;
  #done = 0;
  #worked = 0;
  #seconds = 0;

  constructor(private readonly now: () => number) {
    this.#last = now();
  }

  progress(done: number): void {
    const now = this.now();
    const passed = now - this.#last;
    if (done > this.#done && passed >= INSTANT_MS) {
      this.#worked += done - this.#done;
      this.#seconds += passed / 1000;
    }
    this.#done = done;
    this.#last = now;
  }

  /** Units per second; 0 while it is too early to say. */
  rate(): number {
    return this.#seconds > 0.5 ? this.#worked / this.#seconds : 0;
  }
}

/** A clock per model and stage, started when the stage is first heard of. */
export class Clocks {
  readonly #clocks = new Map<string, Clock>();

  constructor(private readonly now: () => number = Date.now) {}

  restart(model: string, stage: string): Clock {
    const clock = new Clock(this.now);
    this.#clocks.set(`${model} ${stage}`, clock);
    // A cell begins where its texts do: loading and opening before it are no part of the rate.
    if (stage === 'encode' && !this.#clocks.has(`${model} cells`)) this.restart(model, 'cells');
    return clock;
  }

  /** Starts the clock of a stage that goes on from cell to cell; one that runs is left alone. */
  begin(model: string, stage: string): void {
    if (!this.#clocks.has(`${model} ${stage}`)) this.restart(model, stage);
  }

  progress(model: string, stage: string, done: number): Clock {
    const clock = this.#clocks.get(`${model} ${stage}`) ?? this.restart(model, stage);
    clock.progress(done);
    return clock;
  }
}
