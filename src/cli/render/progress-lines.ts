import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../input/command.js';
import { Clocks } from './clock.js';
import { pace } from './pace.js';

const QUIET_MS = 10_000;
const UNITS = { download: 'bytes', encode: 'texts', cells: 'cells' } as const;

/** Lines for a log: what is opened and fetched, and every ten seconds how far a stage is. */
export class ProgressLines {
  readonly #io: CommandIo;
  readonly #last = new Map<string, number>();
  readonly #clocks = new Clocks();

  constructor(io: CommandIo) {
    this.#io = io;
  }

  event(event: RunEvent): void {
    if (event.type === 'warning') this.#line(`warning: ${event.message}`);
    else if (event.type === 'stage' && event.stage === 'open')
      this.#line(`open ${event.model} ${event.detail}`);
    else if (event.type === 'stage' && event.stage === 'download')
      this.#download(event.model, event.detail);
    else if (event.type === 'stage' && event.stage === 'encode')
      this.#clocks.begin(event.model, 'encode');
    else if (event.type === 'progress')
      this.#progress(event.model, event.stage, event.done, event.total);
  }

  stop(): void {
    // Lines need no closing.
  }

  #download(model: string, repository: string): void {
    this.#clocks.restart(model, 'download');
    this.#line(`fetching ${repository}`);
  }

  #progress(model: string, stage: keyof typeof UNITS, done: number, total: number): void {
    const key = `${model} ${stage}`;
    const now = Date.now();
    const clock = this.#clocks.progress(model, stage, done);
    if (!this.#last.has(key)) this.#last.set(key, now);
    const finished = done === total && stage === 'cells';
    if (!finished && now - (this.#last.get(key) ?? 0) < QUIET_MS) return;
    this.#last.set(key, now);
    const { count, rate, left } = pace(done, total, UNITS[stage], clock);
    this.#line(
      [stage, model, count, rate, finished ? '' : left].filter((part) => part !== '').join(' '),
    );
  }

  #line(text: string): void {
    this.#io.err(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  }
}
