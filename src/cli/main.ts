#!/usr/bin/env node
import { runProgram } from './program.js';
import { calledAs, terminal } from './terminal.js';

const controller = new AbortController();
/** After a stop was asked for, what still runs has this long: some system calls never come back. */
const GRACE_MS = 10_000;
let asked = false;

/** The first signal asks the run to finish its write; the second means now. */
function stop(status: number): void {
  if (asked) process.exit(status);
  asked = true;
  controller.abort();
  setTimeout(() => process.exit(status), GRACE_MS).unref();
}
process.on('SIGINT', () => stop(130));
process.on('SIGTERM', () => stop(130));

/**
 * `glottobench tasks list | head` closes the pipe early: nobody reads on, so a run behind it is
 * stopped as by Ctrl-C.
 */
let readerGone = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  readerGone = true;
  controller.abort();
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (text) => {
    if (!readerGone) process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  env: process.env,
  ...terminal(process.env),
  called: calledAs(process.argv[1] ?? '', process.env),
  signal: controller.signal,
});
