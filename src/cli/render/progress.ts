import cliProgress from 'cli-progress';
import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../input/command.js';
import { Clocks, type Clock } from './clock.js';
import { formatBytes, formatCount, formatDuration } from '../../report/quantities.js';

/** Listens to a run's events and shows how far it is, on stderr. */
interface ProgressRenderer {
  event(event: RunEvent): void;
  stop(): void;
}

/**
 * Redrawn bars on a terminal; otherwise at most one line per stage and ten seconds; nothing when
 * quiet.
 */
export function openProgress(io: CommandIo, quiet: boolean): ProgressRenderer {
  if (quiet) return { event: () => undefined, stop: () => undefined };
  return io.interactive ? new Bars() : new Lines(io);
}

const BAR_FORMAT = '  {label} {bar} {count}  {rate}  {left}';

class Bars implements ProgressRenderer {
  readonly #multi = new cliProgress.MultiBar(
    {
      format: BAR_FORMAT,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
      emptyOnZero: true,
    },
    cliProgress.Presets.shades_classic,
  );
  #encode: cliProgress.SingleBar | undefined;
  #cells: cliProgress.SingleBar | undefined;
  #download: cliProgress.SingleBar | undefined;
  readonly #clocks = new Clocks();

  event(event: RunEvent): void {
    switch (event.type) {
      case 'stage':
        if (event.stage === 'open') this.#log(`${event.model}  ${event.detail}`);
        if (event.stage === 'encode') this.#clocks.restart(event.model, 'encode');
        if (event.stage === 'download') this.#startDownload(event.model, event.detail);
        break;
      case 'progress':
        if (event.stage === 'download') this.#showDownload(event.model, event.done, event.total);
        else if (event.stage === 'encode')
          this.#encode = this.#update(
            this.#encode,
            'encode',
            event.done,
            event.total,
            'texts',
            this.#clocks.progress(event.model, 'encode', event.done),
          );
        else
          this.#cells = this.#update(
            this.#cells,
            'cells ',
            event.done,
            event.total,
            'cells',
            this.#clocks.progress(event.model, 'cells', event.done),
          );
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

  #startDownload(model: string, repository: string): void {
    this.#clocks.restart(model, 'download');
    this.#log(`fetching ${repository}`);
  }

  /** The bar goes when all is there; the next file brings it back. */
  #showDownload(model: string, done: number, total: number): void {
    const clock = this.#clocks.progress(model, 'download', done);
    if (done < total)
      this.#download = this.#update(this.#download, 'fetch ', done, total, 'bytes', clock);
    else if (this.#download !== undefined) {
      this.#multi.remove(this.#download);
      this.#download = undefined;
    }
  }

  #log(line: string): void {
    this.#multi.log(`${line}\n`);
  }

  #update(
    bar: cliProgress.SingleBar | undefined,
    label: string,
    done: number,
    total: number,
    unit: string,
    clock: Clock,
  ): cliProgress.SingleBar {
    const payload = { label, ...pace(done, total, unit, clock) };
    if (bar === undefined) return this.#multi.create(total, done, payload);
    bar.setTotal(total);
    bar.update(done, payload);
    return bar;
  }
}

const QUIET_MS = 10_000;
const UNITS = { download: 'bytes', encode: 'texts', cells: 'cells' } as const;

class Lines implements ProgressRenderer {
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
      this.#clocks.restart(event.model, 'encode');
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

function pace(
  done: number,
  total: number,
  unit: string,
  clock: Clock,
): { count: string; rate: string; left: string } {
  const perSecond = clock.rate();
  const bytes = unit === 'bytes';
  return {
    count: bytes
      ? `${formatBytes(done)}/${formatBytes(total)}`
      : `${formatCount(done)}/${formatCount(total)} ${unit}`,
    rate:
      perSecond === 0
        ? ''
        : `${bytes ? formatBytes(perSecond) : perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`,
    left:
      perSecond === 0 || total <= done ? '' : `${formatDuration((total - done) / perSecond)} left`,
  };
}
