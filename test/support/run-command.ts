import { runProgram } from '../../src/cli/program.js';

export interface Finished {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process and collects what it prints. */
export async function runCommand(argv: readonly string[], columns = 100): Promise<Finished> {
  let out = '';
  let err = '';
  const status = await runProgram(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    env: {},
    interactive: false,
    columns,
    signal: new AbortController().signal,
  });
  return { status, out, err };
}
