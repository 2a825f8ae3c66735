import cliProgress from 'cli-progress';
import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../command.js';
import { formatCount, formatDuration } from './format.js';

/** Listens to a run's events and shows how far it is, on stderr. */
export interface ProgressRenderer {
  event(event: RunEvent): void;
  stop(): void;
}

/** Redrawn bars on a terminal; otherwise at most one line per stage and ten seconds; nothing when quiet. */
export function openProgress(io: CommandIo, quiet: boolean): ProgressRenderer {
  if (quiet) return { event: () => undefined, stop: () => undefined };
  return io.interactive ? new Bars() : new Lines(io);
}

const BAR_FORMAT = '  {label} {bar} {count}  {rate}  {left}';

class Bars implements ProgressRenderer {
  readonly #multi = new cliProgress.MultiBar(
    { format: BAR_FORMAT, barCompleteChar: '█', barIncompleteChar: '░', barsize: 24, hideCursor: true, clearOnComplete: true, stream: process.stderr, emptyOnZero: true },
    cliProgress.Presets.shades_classic,
  );
  #encode: cliProgress.SingleBar | undefined;
  #cells: cliProgress.SingleBar | undefined;
  #encodeStart = 0;
  #cellsStart = Date.now();

  event(event: RunEvent): void {
    switch (event.type) {
      case 'stage':
        if (event.stage === 'open') this.#log(`${event.model}  ${event.detail}`);
        if (event.stage === 'encode') this.#encodeStart = Date.now();
        break;
      case 'progress':
        if (event.stage === 'encode') this.#encode = this.#update(this.#encode, 'encode', event.done, event.total, 'texts', this.#encodeStart);
        else this.#cells = this.#update(this.#cells, 'cells ', event.done, event.total, 'cells', this.#cellsStart);
        break;
      case 'planned':
        this.#cellsStart = Date.now();
        break;
      case 'warning':
        this.#log(`warning: ${event.message}`);
        break;
      default:
        break;
    }
  }

  stop(): void {
    this.#multi.stop();
  }

  #log(line: string): void {
    this.#multi.log(`${line}\n`);
  }

  #update(bar: cliProgress.SingleBar | undefined, label: string, done: number, total: number, unit: string, start: number): cliProgress.SingleBar {
    const payload = { label, ...pace(done, total, unit, start) };
    if (bar === undefined) return this.#multi.create(total, done, payload);
    bar.setTotal(total);
    bar.update(done, payload);
    return bar;
  }
}

const QUIET_MS = 10_000;

class Lines implements ProgressRenderer {
  readonly #io: CommandIo;
  readonly #last = new Map<string, number>();
  readonly #start = new Map<string, number>();

  constructor(io: CommandIo) {
    this.#io = io;
  }

  event(event: RunEvent): void {
    if (event.type === 'warning') this.#line(`warning: ${event.message}`);
    else if (event.type === 'stage' && event.stage === 'open') this.#line(`open ${event.model} ${event.detail}`);
    else if (event.type === 'stage') this.#start.set(event.stage, Date.now());
    else if (event.type === 'progress') this.#progress(event.model, event.stage, event.done, event.total);
  }

  stop(): void {
    // Lines need no closing.
  }

  #progress(model: string, stage: string, done: number, total: number): void {
    const key = `${model} ${stage}`;
    const now = Date.now();
    if (!this.#start.has(key)) this.#start.set(key, now);
    if (!this.#last.has(key)) this.#last.set(key, now);
    const finished = done === total && stage === 'cells';
    if (!finished && now - (this.#last.get(key) ?? 0) < QUIET_MS) return;
    this.#last.set(key, now);
    const { count, rate, left } = pace(done, total, stage === 'cells' ? 'cells' : 'texts', this.#start.get(key) ?? now);
    this.#line([stage, model, count, rate, finished ? '' : left].filter((part) => part !== '').join(' '));
  }

  #line(text: string): void {
    this.#io.err(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
  }
}

function pace(done: number, total: number, unit: string, start: number): { count: string; rate: string; left: string } {
  const seconds = (Date.now() - start) / 1000;
  const perSecond = seconds > 0.5 && done > 0 ? done / seconds : 0;
  return {
    count: `${formatCount(done)}/${formatCount(total)} ${unit}`,
    rate: perSecond === 0 ? '' : `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`,
    left: perSecond === 0 || total <= done ? '' : `${formatDuration((total - done) / perSecond)} left`,
  };
}
