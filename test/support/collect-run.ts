import { evaluate } from '../../src/run/evaluate.js';
import type { RunOptions } from '../../src/run/request/run-options.js';
import type { RunEvent } from '../../src/types/event.js';

/** Options of a run that uses nothing but this machine. */
export function runRequest<Given extends RunOptions>(given: Given): RunOptions & Given {
  return { offline: true, threads: 1, ...given };
}

/** Runs to the end and gives all events. */
export async function collectRun(request: RunOptions, signal?: AbortSignal): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of evaluate(request, signal)) events.push(event);
  return events;
}
