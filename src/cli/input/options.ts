import { GlottobenchError } from '../../base/errors.js';
import {
  ENCODER_SETTINGS,
  type EncoderSetting,
  type EncoderSettings,
} from '../../models/encoder-settings.js';
import { RUN_OPTIONS, type RunOption } from '../../run/request/run-options.js';
import type { OptionSpec, OptionTable } from './option-table.js';

/** Options that more than one command has: the same word means the same everywhere. */
export const COMMON = {
  model: { kind: 'names', alias: 'm', describe: 'Only these models' },
  task: { kind: 'names', alias: 't', describe: 'Only these tasks' },
  benchmark: { kind: 'text', alias: 'b', describe: 'Only the tasks of a benchmark' },
  language: {
    kind: 'names',
    alias: 'l',
    describe: 'ISO 639-3 code (deu), or one script of it (hin-Latn)',
  },
  family: { kind: 'names', describe: 'Language family (Glottolog): Uralic, Atlantic-Congo' },
  script: { kind: 'names', describe: 'ISO 15924 code: Latn, Deva, Hans' },
  setting: {
    kind: 'names',
    choices: ['monolingual', 'crosslingual', 'multilingual'],
    describe: 'Only cells of these settings',
  },
  metric: {
    kind: 'text',
    describe: 'A metric other than the main score, such as recall_at_100',
  },
  by: { kind: 'names', describe: 'Groupings, as of aggregate' },
  grouping: {
    kind: 'list',
    describe: 'CSV with columns language, group: one more grouping, called as the file is',
  },
  results: { kind: 'text', shownFallback: 'results', describe: 'Folder with the results to read' },
  side: {
    kind: 'text',
    choices: ['query', 'document', 'pair'],
    fallback: 'query',
    describe: 'Whose language a cross-lingual cell counts for',
  },
  backbones: {
    kind: 'text',
    describe: 'CSV with columns model, backbone, for models without a card',
  },
  level: {
    kind: 'number',
    above: 0.5,
    below: 1,
    fallback: 0.95,
    describe: 'Coverage of intervals',
  },
  draws: { kind: 'count', least: 100, fallback: 2000, describe: 'Bootstrap resamples' },
  seed: {
    kind: 'count',
    least: 0,
    most: 2 ** 32 - 1,
    fallback: 42,
    describe: 'Seed of all draws',
  },
  dryRun: { kind: 'switch', describe: 'Say what would be done and do nothing' },
  quiet: { kind: 'switch', describe: 'No progress' },
} as const satisfies OptionTable;

const JSON_FORM = { kind: 'switch', describe: 'Same as --format json' } as const;

/** Of commands that print sentences, or JSON for programs. */
export const TABLE_OR_JSON = {
  format: {
    kind: 'text',
    choices: ['table', 'json'],
    shownFallback: 'table',
    describe: 'Form of the output',
  },
  json: JSON_FORM,
} as const satisfies OptionTable;

/** Of commands that print tables: for people, for a model card, for a paper, for programs. */
export const TABLE_FORMS = {
  format: {
    kind: 'text',
    choices: ['table', 'md', 'tex', 'csv', 'json'],
    shownFallback: 'table',
    describe: 'Form of the output: md for a model card, tex for a paper (booktabs)',
  },
  json: JSON_FORM,
  csv: { kind: 'switch', describe: 'Same as --format csv' },
} as const satisfies OptionTable;

/** @throws GB_USAGE where two forms are asked for */
export function formatOf<Form extends string>(given: {
  readonly format: Form | undefined;
  readonly json: boolean;
  readonly csv?: boolean;
}): Form | 'table' | 'json' | 'csv' {
  const asked = [
    ...(given.format === undefined ? [] : [given.format]),
    ...(given.json ? ['json' as const] : []),
    ...(given.csv === true ? ['csv' as const] : []),
  ];
  const [form = 'table', ...others] = new Set(asked);
  if (others.length > 0)
    throw new GlottobenchError(
      'GB_USAGE',
      `the output has one form; ${[form, ...others].join(' and ')} are asked for`,
    );
  return form;
}

/**
 * The flags of `run`: absent ones stay undefined, since environment and config file come after
 * them.
 */
export const RUN_FLAGS: OptionTable = Object.fromEntries(
  RUN_OPTIONS.map((option) => [option.key, flagSpec(option)]),
);

type Flag = Pick<RunOption, 'flag' | 'alias' | 'kind' | 'choices' | 'mayBeEmpty' | 'describe'> & {
  readonly fallback?: string | boolean;
  readonly group?: string;
};

function flagSpec({ kind, fallback, ...option }: Flag): OptionSpec {
  return {
    ...option,
    kind: kind === 'switch' ? 'either' : kind,
    ...(typeof fallback === 'string' && { shownFallback: fallback }),
  };
}

/** How a checkpoint is opened, for the commands that look at one. */
export const CHECKPOINT_OPTIONS: OptionTable = Object.fromEntries(
  ENCODER_SETTINGS.filter(ofCheckpoint).map((setting: EncoderSetting): [string, OptionSpec] => [
    setting.key,
    flagSpec(setting),
  ]),
);

/** Those of them that belong to the machine that computes. */
export const MACHINE_OPTIONS: OptionTable = Object.fromEntries(
  ENCODER_SETTINGS.filter(({ machine }: EncoderSetting) => machine === true).map(
    (setting: EncoderSetting): [string, OptionSpec] => [setting.key, flagSpec(setting)],
  ),
);

function ofCheckpoint({ of }: EncoderSetting): boolean {
  return of.includes('checkpoint');
}

/** The settings among what was given to a command that has `CHECKPOINT_OPTIONS`. */
export function encoderOptions(given: Readonly<Record<string, unknown>>): EncoderSettings {
  return Object.fromEntries(
    ENCODER_SETTINGS.filter(ofCheckpoint).map(({ key }: EncoderSetting) => [key, given[key]]),
  );
}
