import { evaluate } from '../../src/run/evaluate.js';
import type { RunRequest } from '../../src/run/request.js';
import type { RunEvent } from '../../src/types/event.js';

/** A request with the defaults of the command line. */
export function runRequest(
  given: Partial<RunRequest> & Pick<RunRequest, 'models' | 'tasks' | 'out'>,
): RunRequest {
  return { precision: 'fp32', fresh: false, offline: true, threads: 1, ...given };
}

/** Runs to the end and gives all events. */
export async function collectRun(request: RunRequest, signal?: AbortSignal): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of evaluate(request, signal)) events.push(event);
  return events;
}
