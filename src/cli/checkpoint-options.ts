import type { Options } from 'yargs';
import { GlottobenchError } from '../base/errors.js';
import { bundledFolder } from '../models/catalog.js';
import type { OpenEncoderOptions } from '../models/encoder-options.js';

/** How a checkpoint is opened, for the commands that look at one. `run` has the same settings in its own table. */
export const CHECKPOINT_OPTIONS = {
  precision: {
    choices: ['fp32', 'int8'],
    requiresArg: true,
    describe: 'Arithmetic of the encoder (default fp32)',
  },
  provider: {
    choices: ['cpu', 'cuda'],
    requiresArg: true,
    describe: 'Where ONNX Runtime computes (default cpu); cuda needs its libraries, docs/scale.md',
  },
  threads: {
    type: 'number',
    requiresArg: true,
    describe: 'Threads of the runtime (default: all cores)',
  },
  'prompt-query': {
    type: 'string',
    describe: "Text put before queries, in place of the checkpoint's own",
  },
  'prompt-document': {
    type: 'string',
    describe: "Text put before documents, in place of the checkpoint's own",
  },
  'truncate-dim': {
    type: 'number',
    requiresArg: true,
    describe: 'Keep the first so many components (Matryoshka)',
  },
  'max-tokens': {
    type: 'number',
    requiresArg: true,
    describe: "Cut texts after so many tokens, in place of the checkpoint's own limit",
  },
  'onnx-file': {
    type: 'string',
    requiresArg: true,
    describe: 'An ONNX file below the folder, in place of the weights',
  },
} as const satisfies Record<string, Options>;

/** The folder that is meant: of a checkpoint that ships with the package by its name, as `run` takes it. */
export function checkpointFolder(given: unknown): string {
  return bundledFolder(String(given)) ?? String(given);
}

/** @throws GB_USAGE for a number that is not a count */
export function encoderOptions(argv: Readonly<Record<string, unknown>>): OpenEncoderOptions {
  return {
    precision: argv['precision'] as OpenEncoderOptions['precision'],
    provider: argv['provider'] as OpenEncoderOptions['provider'],
    threads: countOf(argv, 'threads'),
    promptQuery: argv['prompt-query'] as string | undefined,
    promptDocument: argv['prompt-document'] as string | undefined,
    truncateDim: countOf(argv, 'truncate-dim'),
    maxTokens: countOf(argv, 'max-tokens'),
    onnxFile: argv['onnx-file'] as string | undefined,
  };
}

function countOf(argv: Readonly<Record<string, unknown>>, flag: string): number | undefined {
  const value = argv[flag];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new GlottobenchError('GB_USAGE', `--${flag} needs a whole number of at least 1`);
}
