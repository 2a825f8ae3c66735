/**
 * Every error a user can meet: a code, the exit status it ends the command with, and one line for
 * `explain`. docs/errors.md and `--help` are checked against this table by a test.
 */
export const ERROR_TABLE = {
  GB_USAGE: {
    exit: 2,
    summary: 'The command line cannot be understood or its options contradict each other.',
  },
  GB_CONFIG_INVALID: { exit: 2, summary: 'glottobench.config.json does not match its schema.' },
  GB_TASK_UNKNOWN: { exit: 2, summary: 'No task or benchmark has this name.' },
  GB_TASK_INVALID: { exit: 2, summary: 'A task definition does not match its schema.' },
  GB_TASK_NOT_RUNNABLE: {
    exit: 2,
    summary: 'The task is known, but no loader rule for its data exists here.',
  },
  GB_SUBSET_UNKNOWN: {
    exit: 2,
    summary: 'The task has no such subset, split, language or setting.',
  },
  GB_MODEL_UNKNOWN: {
    exit: 2,
    summary: 'The model is neither a folder, a hub name, an endpoint nor a built-in.',
  },
  GB_ARCHITECTURE_UNKNOWN: {
    exit: 2,
    summary: 'The checkpoint has an architecture that no graph is written for.',
  },
  GB_INPUT_INVALID: {
    exit: 2,
    summary: 'An input file (qrels, run, data, result) breaks its format.',
  },
  GB_RESULT_INVALID: {
    exit: 2,
    summary: 'A result file does not match the schema or its task definition.',
  },
  GB_NOT_FOUND: { exit: 3, summary: 'A file, folder, repository or revision does not exist.' },
  GB_ACCESS_DENIED: {
    exit: 3,
    summary: 'The hub, endpoint or queue refuses access (gated, private, bad token or password).',
  },
  GB_NETWORK: {
    exit: 3,
    summary: 'The network failed, stalled, or answered with an error that retries did not cure.',
  },
  GB_WRITE_FAILED: {
    exit: 3,
    summary: 'A file or folder cannot be written: no space, no rights, read-only.',
  },
  GB_OFFLINE: { exit: 3, summary: 'Offline mode is on and the file is not in the cache.' },
  GB_CHECKPOINT_CORRUPT: {
    exit: 4,
    summary: 'A checkpoint file is damaged, incomplete or contradicts itself.',
  },
  GB_DATA_CORRUPT: { exit: 4, summary: 'A data file is damaged or not what its definition says.' },
  GB_CACHE_CORRUPT: {
    exit: 4,
    summary: 'An entry of the cache fails its checksum and cannot be made again.',
  },
  GB_BOUND_MISSED: { exit: 5, summary: 'A bound that was asked for (--fail-if-worse) is not met.' },
  GB_DATA_DOUBTFUL: {
    exit: 6,
    summary:
      'With --strict-data: all is scored and written, and something is known against the data.',
  },
  GB_RUN_FAILED: { exit: 1, summary: 'The run finished, but some of its cells failed.' },
  GB_SHARD_FAILED: {
    exit: 1,
    summary: 'A part of a corpus failed on every worker of the queue that tried it.',
  },
  GB_INTERRUPTED: { exit: 130, summary: 'Stopped by the user; what is done is kept.' },
} as const satisfies Record<string, { exit: number; summary: string }>;

export type ErrorCode = keyof typeof ERROR_TABLE;

/** Where the fault lies, as exactly as it is known. */
interface ErrorPlace {
  readonly file?: string | undefined;
  /** JSON pointer inside `file`. */
  readonly pointer?: string | undefined;
  /** 1-based line of `file`. */
  readonly line?: number | undefined;
}

/** One fault of a file; a validation reports all of them at once. */
export interface Issue {
  /** JSON pointer, `""` for the whole document. */
  readonly pointer: string;
  readonly message: string;
}

export interface ErrorDetails extends ErrorPlace {
  /** What the user can do next, a sentence or a command. */
  readonly hint?: string | undefined;
  readonly issues?: readonly Issue[] | undefined;
  readonly cause?: unknown;
}

const BRAND = Symbol.for('glottobench.error');

/**
 * The one error class that is meant for people: message = what is wrong; place and hint say where
 * and what to do.
 */
export class GlottobenchError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly place: ErrorPlace;
  readonly hint: string | undefined;
  readonly issues: readonly Issue[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GlottobenchError';
    this.code = code;
    this.place = { file: details.file, pointer: details.pointer, line: details.line };
    this.hint = details.hint;
    this.issues = details.issues ?? [];
  }

  get exitCode(): number {
    return ERROR_TABLE[this.code].exit;
  }
}

/**
 * Recognises our errors by brand, since `instanceof` fails across realms (jest, worker bundles).
 */
export function isGlottobenchError(value: unknown): value is GlottobenchError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

/** `file:line#/pointer` as far as known, or the empty string. */
export function formatPlace(place: ErrorPlace): string {
  const file = place.file ?? '';
  const line = place.line === undefined ? '' : `:${place.line}`;
  const pointer = place.pointer === undefined || place.pointer === '' ? '' : `#${place.pointer}`;
  return `${file}${line}${pointer}`;
}
