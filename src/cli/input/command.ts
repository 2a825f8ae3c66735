import type { Look } from '../../report/write/look.js';
import type { Given, OptionTable } from './option-table.js';

/** What a command writes to and reads from, so that tests run commands in process. */
export interface CommandIo {
  /** Data: stdout. */
  readonly out: (text: string) => void;
  /** Talk: stderr. */
  readonly err: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  /** True when stderr is a terminal that can redraw lines. */
  readonly interactive: boolean;
  /** Columns of what is printed; Infinity where nobody said, so that nothing is broken. */
  readonly columns: number;
  /** Columns of stderr, where they differ. */
  readonly talkColumns?: number;
  /** Colour of tables; without it, none. */
  readonly paint?: Look['paint'];
  /** Colour of what is said on stderr; without it, none. */
  readonly paintTalk?: (text: string) => string;
  /** How the program was called (`npx glottobench`); hints say it so. */
  readonly called?: string;
  readonly signal: AbortSignal;
}

/** What every command says about itself. */
interface CommandFacts {
  readonly describe: string;
  /** Command lines that `--help` shows and a test runs, each with what it does. */
  readonly examples: readonly (readonly [command: string, does: string])[];
  readonly epilogue?: string;
}

/** A command as the program runs it. */
export interface Command extends CommandFacts {
  /** Words without a dash, in their order. */
  readonly words: OptionTable;
  readonly options: OptionTable;
  /** Gets the values by key, read and checked by the tables. Returns the exit status. */
  handler(given: Readonly<Record<string, unknown>>, io: CommandIo): Promise<number>;
}

interface TypedCommand<W extends OptionTable, O extends OptionTable> extends CommandFacts {
  readonly words?: W;
  readonly options: O;
  handler(given: Given<W> & Given<O>, io: CommandIo): Promise<number>;
}

const NO_WORDS = {} as const satisfies OptionTable;

/**
 * One file per command: what it takes, and a handler that calls and renders. The handler's values
 * have the tables' types.
 */
export function command<const O extends OptionTable, const W extends OptionTable = typeof NO_WORDS>(
  facts: TypedCommand<W, O>,
): Command {
  return { words: NO_WORDS, ...facts };
}

/** A line of the command table; `load` keeps `--help` free of everything heavy. */
export interface CommandEntry {
  readonly path: readonly string[];
  readonly describe: string;
  readonly load: () => Promise<Command>;
}
