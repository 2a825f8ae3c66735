import type { RunEvent } from '../../types/event.js';
import type { CommandIo } from '../input/command.js';
import { ProgressBars } from './progress-bars.js';
import { ProgressLines } from './progress-lines.js';

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
  return io.interactive ? new ProgressBars(io) : new ProgressLines(io);
}
