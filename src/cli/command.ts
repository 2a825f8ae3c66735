import type { ArgumentsCamelCase, Argv } from 'yargs';

/** What a command writes to and reads from, so that tests run commands in process. */
export interface CommandIo {
  /** Data: stdout. */
  readonly out: (text: string) => void;
  /** Talk: stderr. */
  readonly err: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  /** True when stderr is a terminal that can redraw lines. */
  readonly interactive: boolean;
  /** Columns of the terminal, or 100. */
  readonly columns: number;
  readonly signal: AbortSignal;
}

/** One file per command: parse, call, render. Returns the exit status. */
export interface Command {
  /** yargs command string, e.g. `show <name>`. */
  readonly command: string;
  readonly describe: string;
  /** Command lines that `--help` shows and a test runs, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly builder: (yargs: Argv) => Argv;
  readonly handler: (
    argv: ArgumentsCamelCase<Record<string, unknown>>,
    io: CommandIo,
  ) => Promise<number>;
}

/** A line of the command table; `load` keeps `--help` free of everything heavy. */
export interface CommandEntry {
  readonly path: readonly string[];
  readonly describe: string;
  readonly load: () => Promise<Command>;
}
