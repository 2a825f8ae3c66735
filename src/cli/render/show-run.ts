import { isGlottobenchError } from '../../base/errors.js';
import { evaluate } from '../../run/evaluate.js';
import type { RunOptions } from '../../run/request/run-options.js';
import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../input/command.js';
import { openProgress } from './progress.js';
import { RunSummary } from './run-summary.js';

export interface ShowOptions {
  /** One event per line on stdout instead of tables. */
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Evaluates and shows it: progress on stderr, tables or events on stdout. */
export async function showRun(
  run: RunOptions,
  io: CommandIo,
  options: ShowOptions,
): Promise<RunSummary> {
  const progress = openProgress(io, options.quiet || options.json);
  const summary = new RunSummary();
  const mayPass = eventFilter(options.quiet);
  try {
    // What is odd in the data is told once, with its count, when all of it is known.
    for await (const event of evaluate(run, io.signal)) {
      summary.event(event);
      if (event.type !== 'warning' || event.cell === null) progress.event(event);
      if (options.json && mayPass(event)) io.out(`${JSON.stringify(plainEvent(event))}\n`);
    }
  } catch (error) {
    // Everything is scored and written, and is shown: what --strict-data says comes last.
    if (!isGlottobenchError(error) || error.code !== 'GB_DATA_DOUBTFUL') throw error;
    summary.doubt = error;
  } finally {
    progress.stop();
    if (io.signal.aborted && !options.json) io.err(`${summary.stand()}\n`);
    if (!options.json) for (const line of summary.warnings()) io.err(`warning: ${line}\n`);
  }
  return summary;
}

/** Progress for programs comes at most so often. */
const PROGRESS_MS = 100;

/** All but progress passes; that ten times a second and at the last cell, or never when quiet. */
function eventFilter(quiet: boolean): (event: RunEvent) => boolean {
  let last = -Infinity;
  return (event) => {
    if (event.type !== 'progress') return true;
    if (quiet) return false;
    const finished = event.stage === 'cells' && event.done === event.total;
    if (!finished && Date.now() - last < PROGRESS_MS) return false;
    last = Date.now();
    return true;
  };
}

/** Errors have no enumerable members: say code and message. */
function plainEvent(event: RunEvent): unknown {
  if (event.type !== 'cell' || event.result.state !== 'failed') return event;
  const { error } = event.result;
  return {
    ...event,
    result: {
      ...event.result,
      error: { message: error.message, ...('code' in error ? { code: error.code } : {}) },
    },
  };
}
