/** One setting of an encoder: everything that any part of the program needs to know of it. */
export interface EncoderSetting {
  /** Member of `EncoderSettings`, key in the config file and in the library's options. */
  readonly key: string;
  readonly flag: string;
  readonly kind: 'text' | 'count';
  readonly choices?: readonly string[];
  /** The value that stands for "not given". */
  readonly fallback?: string;
  /** `""` is a value of its own, such as "no prompt". */
  readonly mayBeEmpty?: true;
  readonly environment?: string;
  readonly describe: string;
  /** What it reaches: a checkpoint that is computed here, a service behind an address. */
  readonly of: readonly ('checkpoint' | 'endpoint')[];
  /**
   * How a value that is given stands in the revision; absent only where every value gives the same
   * vectors. Results of two values are two results.
   */
  readonly revision?: { readonly prefix: string; readonly hashed?: true };
  /**
   * How it enters the fingerprint of vectors. `resolved`: what the opened encoder made of it;
   * `given`: the value, where it is not the fallback; `elsewhere`: the key of a stored vector
   * already holds it (prompt text, content of the files).
   */
  readonly fingerprint: 'resolved' | 'given' | 'elsewhere' | 'none';
  /** Belongs to the machine that computes, not to the question: a worker states its own. */
  readonly machine?: true;
}

/**
 * Every setting of an encoder. Options of commands, config file and its schema, library options,
 * revision, fingerprint, queue questions and manifest read this table. The order is that of the
 * parts of a revision.
 */
export const ENCODER_SETTINGS = [
  {
    key: 'precision',
    flag: 'precision',
    kind: 'text',
    choices: ['fp32', 'int8'],
    fallback: 'fp32',
    describe: 'Arithmetic of the encoder; int8 changes scores and is named in the results',
    of: ['checkpoint'],
    revision: { prefix: '' },
    fingerprint: 'resolved',
  },
  {
    key: 'endpointMaxChars',
    flag: 'endpoint-max-chars',
    kind: 'count',
    describe: 'Cut texts for an https address after so many characters',
    of: ['endpoint'],
    revision: { prefix: 'c' },
    fingerprint: 'elsewhere',
  },
  {
    key: 'prompts',
    flag: 'prompts',
    kind: 'text',
    describe:
      "Whose prompts: mteb (MTEB's registry, the default of a model there), mteb:NAME (those of another), folder, none",
    of: ['checkpoint'],
    revision: { prefix: 'pr', hashed: true },
    fingerprint: 'elsewhere',
  },
  {
    key: 'instruction',
    flag: 'instruction',
    kind: 'text',
    describe:
      'Template before queries, {instruction} standing for the task\'s own: "Instruct: {instruction}\\nQuery: "',
    of: ['checkpoint'],
    revision: { prefix: 'in', hashed: true },
    fingerprint: 'elsewhere',
  },
  {
    key: 'promptQuery',
    flag: 'prompt-query',
    kind: 'text',
    mayBeEmpty: true,
    describe: "Text put before queries, in place of the checkpoint's own",
    of: ['checkpoint', 'endpoint'],
    revision: { prefix: 'pq', hashed: true },
    fingerprint: 'elsewhere',
  },
  {
    key: 'promptDocument',
    flag: 'prompt-document',
    kind: 'text',
    mayBeEmpty: true,
    describe: "Text put before documents, in place of the checkpoint's own",
    of: ['checkpoint', 'endpoint'],
    revision: { prefix: 'pd', hashed: true },
    fingerprint: 'elsewhere',
  },
  {
    key: 'truncateDim',
    flag: 'truncate-dim',
    kind: 'count',
    describe: 'Keep the first so many components of a vector (Matryoshka)',
    of: ['checkpoint'],
    revision: { prefix: 'd' },
    fingerprint: 'resolved',
  },
  {
    key: 'maxTokens',
    flag: 'max-tokens',
    kind: 'count',
    describe: "Cut texts after so many tokens, in place of the checkpoint's own limit",
    of: ['checkpoint'],
    revision: { prefix: 't' },
    fingerprint: 'resolved',
  },
  {
    key: 'onnxFile',
    flag: 'onnx-file',
    kind: 'text',
    describe: 'An ONNX file below the checkpoint folder, in place of the weights',
    of: ['checkpoint'],
    revision: { prefix: 'of', hashed: true },
    fingerprint: 'elsewhere',
  },
  {
    key: 'provider',
    flag: 'provider',
    kind: 'text',
    choices: ['cpu', 'cuda'],
    fallback: 'cpu',
    environment: 'GLOTTOBENCH_PROVIDER',
    describe: 'Where ONNX Runtime computes; cuda needs its libraries (docs/scale.md)',
    of: ['checkpoint'],
    // another processor gives other last digits: its scores are never merged with those of the
    // first
    revision: { prefix: '' },
    fingerprint: 'given',
    machine: true,
  },
  {
    key: 'threads',
    flag: 'threads',
    kind: 'count',
    environment: 'GLOTTOBENCH_THREADS',
    describe: 'Threads of the runtime (default: all cores)',
    of: ['checkpoint'],
    fingerprint: 'none',
    machine: true,
  },
] as const satisfies readonly EncoderSetting[];

type Entry = (typeof ENCODER_SETTINGS)[number];

type ValueOf<E extends EncoderSetting> = E extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : E extends { readonly kind: 'count' }
    ? number
    : string;

/**
 * Values of the settings that were given; an absent one is the fallback, or the checkpoint's own.
 */
export type EncoderSettings = {
  readonly [E in Entry as E['key']]?: ValueOf<E> | undefined;
};

/** Settings of which the fingerprint holds what the opened encoder made of them, given or not. */
export type ResolvedSettings = {
  readonly [
    E in Entry as E extends { readonly fingerprint: 'resolved' } ? E['key'] : never
  ]: ValueOf<E> | null;
};
