import type { Options } from 'yargs';
import { GlottobenchError } from '../base/errors.js';
import { bundledFolder } from '../models/catalog.js';
import {
  ENCODER_SETTINGS,
  type EncoderSetting,
  type EncoderSettings,
} from '../models/encoder-settings.js';

/** How a checkpoint is opened, for the commands that look at one. */
export const CHECKPOINT_OPTIONS: Readonly<Record<string, Options>> = Object.fromEntries(
  ENCODER_SETTINGS.filter(ofCheckpoint).map(
    ({
      flag,
      kind,
      choices,
      fallback,
      describe,
      mayBeEmpty,
    }: EncoderSetting): [string, Options] => [
      flag,
      {
        describe: fallback === undefined ? describe : `${describe} (default ${fallback})`,
        ...(choices === undefined
          ? { type: kind === 'count' ? ('number' as const) : ('string' as const) }
          : { choices }),
        ...(mayBeEmpty === true ? {} : { requiresArg: true }),
      },
    ],
  ),
);

function ofCheckpoint({ of }: EncoderSetting): boolean {
  return of.includes('checkpoint');
}

/** The folder that is meant: of a checkpoint that ships with the package by its name, as `run` takes it. */
export function checkpointFolder(given: unknown): string {
  return bundledFolder(String(given)) ?? String(given);
}

/** @throws GB_USAGE for a number that is not a count */
export function encoderOptions(argv: Readonly<Record<string, unknown>>): EncoderSettings {
  const given = ENCODER_SETTINGS.filter(ofCheckpoint).map(
    ({ key, flag, kind }: EncoderSetting): [string, unknown] => [
      key,
      kind === 'count' ? countOf(argv, flag) : argv[flag],
    ],
  );
  return Object.fromEntries(given);
}

function countOf(argv: Readonly<Record<string, unknown>>, flag: string): number | undefined {
  const value = argv[flag];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value;
  throw new GlottobenchError('GB_USAGE', `--${flag} needs a whole number of at least 1`);
}
