import cliProgress from 'cli-progress';
import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../input/command.js';
import { layOut } from '../../report/write/text.js';
import { formatDuration } from '../../report/quantities.js';
import { Clocks, type Clock } from './clock.js';
import { pace } from './pace.js';

const BAR_FORMAT = '  {label} {bar} {count}  {rate}  {left}';

/** A bar as it was last updated. */
interface Drawn {
  readonly bar: cliProgress.SingleBar;
  readonly at: number;
  readonly label: string;
  readonly count: string;
  readonly rate: string;
  /** Seconds still to go at `at`; Infinity while nobody can say. */
  readonly secondsLeft: number;
}

/** Silence of a stage after which the bar says how long it lasts. */
const SILENT_MS = 5000;

/** Bars that are redrawn every second, also while one long batch is computed. */
export class ProgressBars {
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
  readonly #drawn = new Map<string, Drawn>();
  readonly #clocks = new Clocks();
  readonly #io: CommandIo;
  readonly #timer = setInterval(() => this.tick(), 1000).unref();

  constructor(io: CommandIo) {
    this.#io = io;
  }

  event(event: RunEvent): void {
    switch (event.type) {
      case 'stage':
        if (event.stage === 'open') this.#log(`${event.model}  ${event.detail}`);
        if (event.stage === 'encode') this.#clocks.begin(event.model, 'encode');
        if (event.stage === 'download') this.#startDownload(event.model, event.detail);
        break;
      case 'progress':
        if (event.stage === 'download') this.#showDownload(event.model, event.done, event.total);
        else {
          const clock = this.#clocks.progress(event.model, event.stage, event.done);
          const unit = event.stage === 'encode' ? 'texts' : 'cells';
          this.#update(event.stage.padEnd(6), event.done, event.total, unit, clock);
        }
        break;
      case 'warning':
        this.#log(`warning: ${event.message}`);
        break;
      default:
        break;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#multi.stop();
  }

  /** Counts the time left down; a long batch says how long it takes. */
  tick(): void {
    for (const { bar, at, label, count, rate, secondsLeft } of this.#drawn.values()) {
      const silent = Date.now() - at;
      const left = Math.max(1, secondsLeft - silent / 1000);
      bar.update({
        label,
        count,
        rate: silent >= SILENT_MS ? `batch ${formatDuration(silent / 1000)}` : rate,
        left: Number.isFinite(left) ? `${formatDuration(left)} left` : '',
      });
    }
  }

  #startDownload(model: string, repository: string): void {
    this.#clocks.restart(model, 'download');
    this.#log(`fetching ${repository}`);
  }

  /** The bar goes when all is there; the next file brings it back. */
  #showDownload(model: string, done: number, total: number): void {
    const clock = this.#clocks.progress(model, 'download', done);
    if (done < total) {
      this.#update('fetch ', done, total, 'bytes', clock);
      return;
    }
    const drawn = this.#drawn.get('fetch ');
    if (drawn !== undefined) this.#multi.remove(drawn.bar);
    this.#drawn.delete('fetch ');
  }

  /** The bars switch line wrapping off, so a line is broken before it is logged. */
  #log(line: string): void {
    this.#multi.log(`${layOut(line, this.#io.talkColumns ?? Infinity)}\n`);
  }

  #update(label: string, done: number, total: number, unit: string, clock: Clock): void {
    const { count, rate, left } = pace(done, total, unit, clock);
    const known = this.#drawn.get(label)?.bar;
    const bar = known ?? this.#multi.create(total, done, { label, count, rate, left });
    if (known !== undefined) {
      known.setTotal(total);
      known.update(done, { label, count, rate, left });
    }
    const perSecond = clock.rate();
    const secondsLeft = perSecond === 0 || done >= total ? Infinity : (total - done) / perSecond;
    this.#drawn.set(label, { bar, at: Date.now(), label, count, rate, secondsLeft });
  }
}
