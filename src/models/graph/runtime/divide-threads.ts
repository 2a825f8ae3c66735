import type { SessionOptions } from './runtime-session.js';

/** Of the memory that is free, so much may go to copies of one model's matrices. */
const SHARE_OF_MEMORY = 1 / 4;

/**
 * One session per thread where the memory allows: every session holds its own copy of the matrices,
 * ordered for the processor. Without a number of threads, and with other providers than the
 * processor, there is one session.
 * @param megabytes that each session holds of its own, at most
 * @param free memory in megabytes, that of a container where it has less than the machine
 */
export function divideThreads(
  { threads, provider = 'cpu', sessions: most = threads }: SessionOptions,
  megabytes: number,
  free = process.availableMemory() / 1e6,
): { sessions: number; threads: number | undefined } {
  if (threads === undefined || most === undefined || provider !== 'cpu')
    return { sessions: 1, threads };
  const sessions = Math.max(
    1,
    Math.min(threads, most, Math.floor((free * SHARE_OF_MEMORY) / Math.max(megabytes, 1))),
  );
  return { sessions, threads: Math.floor(threads / sessions) };
}
