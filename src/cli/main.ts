#!/usr/bin/env node
import { runProgram } from './program.js';

const controller = new AbortController();
let asked = false;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The first asks the run to finish its write; the second time the user means now.
    if (asked) process.exit(130);
    asked = true;
    controller.abort();
  });
}
// `glottobench tasks list | head` closes the pipe early: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: process.env,
  interactive: process.stderr.isTTY === true && process.env['CI'] === undefined,
  columns: process.stdout.columns ?? 100,
  signal: controller.signal,
});
