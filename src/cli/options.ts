import type { Options } from 'yargs';
import { ENCODER_SETTINGS, type EncoderSetting } from '../models/encoder-settings.js';

/** One setting of `run`: its flag, its environment variable, its key in the config file and its default, in one place. */
export interface RunOption {
  /** Key in glottobench.config.json; the flag is the same in kebab-case unless `flag` says otherwise. */
  readonly key: string;
  readonly flag: string;
  readonly alias?: string;
  readonly kind: 'names' | 'list' | 'text' | 'count' | 'switch';
  readonly choices?: readonly string[];
  readonly environment?: string;
  readonly fallback?: string | boolean;
  /** Its value may hold a password: what is shown of it comes from `shownAddress`. */
  readonly secret?: boolean;
  /** `""` is a value of its own. */
  readonly mayBeEmpty?: boolean;
  readonly group: 'What to run:' | 'Which cells:' | 'How:';
  readonly describe: string;
}

/** Every setting of `run`. Parser, help, environment, config file and docs read this table. */
export const RUN_OPTIONS: readonly RunOption[] = [
  {
    key: 'models',
    flag: 'model',
    alias: 'm',
    kind: 'names',
    group: 'What to run:',
    describe: 'Folder, hub name, https address, bm25 or random; several with commas or repeated',
  },
  {
    key: 'tasks',
    flag: 'tasks',
    alias: 't',
    kind: 'names',
    group: 'What to run:',
    describe: 'Task names, or paths of task definitions',
  },
  {
    key: 'benchmark',
    flag: 'benchmark',
    alias: 'b',
    kind: 'text',
    group: 'What to run:',
    describe: 'All tasks of a named benchmark',
  },
  {
    key: 'data',
    flag: 'data',
    kind: 'list',
    group: 'What to run:',
    describe: 'Local folder with the data: DIR for all tasks, or TASK=DIR,TASK=DIR',
  },
  {
    key: 'candidateText',
    flag: 'candidate-text',
    kind: 'text',
    choices: ['sentence', 'sentence+paragraph'],
    group: 'What to run:',
    describe: 'XQuAD-R, MLQA-R: text of a candidate [default: sentence+paragraph]',
  },
  {
    key: 'keepUnanswerable',
    flag: 'keep-unanswerable',
    kind: 'switch',
    fallback: false,
    group: 'What to run:',
    describe: 'MLQA-R: keep questions that the searched language cannot answer; they score 0',
  },
  {
    key: 'languages',
    flag: 'language',
    alias: 'l',
    kind: 'names',
    group: 'Which cells:',
    describe:
      'ISO 639-3 codes (deu), or one script of one (hin-Latn); all languages of a cell must pass',
  },
  {
    key: 'families',
    flag: 'family',
    kind: 'names',
    group: 'Which cells:',
    describe: 'Language families (Glottolog): Uralic, Atlantic-Congo',
  },
  {
    key: 'scripts',
    flag: 'script',
    kind: 'names',
    group: 'Which cells:',
    describe: 'ISO 15924 codes: Latn, Deva, Hans',
  },
  {
    key: 'settings',
    flag: 'setting',
    kind: 'names',
    choices: ['monolingual', 'crosslingual', 'multilingual'],
    group: 'Which cells:',
    describe: 'Cells of these settings',
  },
  {
    key: 'subsets',
    flag: 'subsets',
    kind: 'names',
    group: 'Which cells:',
    describe: 'Subsets by name',
  },
  {
    key: 'splits',
    flag: 'splits',
    kind: 'names',
    group: 'Which cells:',
    describe: 'Splits by name',
  },
  {
    key: 'out',
    flag: 'out',
    alias: 'o',
    kind: 'text',
    environment: 'GLOTTOBENCH_OUT',
    fallback: 'results',
    group: 'How:',
    describe: 'Results folder',
  },
  {
    key: 'limit',
    flag: 'limit',
    kind: 'count',
    group: 'How:',
    describe: 'Smoke run: so many queries per cell, written to a folder of its own',
  },
  {
    key: 'runDepth',
    flag: 'run-depth',
    kind: 'count',
    group: 'How:',
    describe: 'Hits per query kept in the run files (default 100); scores are of all',
  },
  {
    key: 'fresh',
    flag: 'fresh',
    kind: 'switch',
    fallback: false,
    group: 'How:',
    describe: 'Run again what is already in the results',
  },
  {
    key: 'offline',
    flag: 'offline',
    kind: 'switch',
    environment: 'HF_HUB_OFFLINE',
    fallback: false,
    group: 'How:',
    describe: 'Use only files that are on this machine',
  },
  {
    key: 'endpointModel',
    flag: 'endpoint-model',
    kind: 'text',
    group: 'How:',
    describe: 'Name of the model at an https address; its key is read from GLOTTOBENCH_API_KEY',
  },
  {
    key: 'queue',
    flag: 'queue',
    kind: 'text',
    environment: 'GLOTTOBENCH_QUEUE',
    secret: true,
    group: 'How:',
    describe: 'redis://HOST:PORT/DB: workers rank the corpora (docs/scale.md)',
  },
  {
    key: 'shardDocuments',
    flag: 'shard-documents',
    kind: 'count',
    group: 'How:',
    describe: 'Documents per job of the queue [default: 16384]',
  },
  ...ENCODER_SETTINGS.map((setting: EncoderSetting): RunOption => ({ ...setting, group: 'How:' })),
];

/** The yargs declaration of the table. Defaults are filled in later, so that a flag that was given can be told from one that was not. */
export function yargsOptions(options: readonly RunOption[]): Record<string, Options> {
  return Object.fromEntries(
    options.map((option): [string, Options] => [
      option.flag,
      {
        group: option.group,
        describe: describeOption(option),
        ...(option.alias === undefined ? {} : { alias: option.alias }),
        ...(option.kind === 'switch'
          ? { type: 'boolean' as const }
          : { type: 'string' as const, requiresArg: true }),
        ...(option.kind === 'names' || option.kind === 'list' ? { array: true } : {}),
      },
    ]),
  );
}

/** Counts and choices are read by `settings.ts`, for flag, environment and file alike; yargs itself sees text, so the help says them in words. */
function describeOption({ kind, choices, fallback, describe }: RunOption): string {
  const parts = [describe];
  if (kind === 'count') parts.push('(whole number)');
  if (choices !== undefined)
    parts.push(`[choices: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}]`);
  if (fallback !== undefined && fallback !== false) parts.push(`[default: ${String(fallback)}]`);
  return parts.join(' ');
}
