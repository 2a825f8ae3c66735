import {
  ENCODER_SETTINGS,
  type EncoderSetting,
  type EncoderSettings,
} from '../../models/encoder-settings.js';

/**
 * One option of a run: its key in the library and in the config file, its flag, its environment
 * variable and its default.
 */
export interface RunOption {
  /** Member of `RunOptions` and key in glottobench.config.json. */
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

const OWN_OPTIONS = [
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
    flag: 'task',
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
    key: 'loaderOptions',
    flag: 'loader-option',
    kind: 'list',
    group: 'What to run:',
    describe: "KEY=VALUE of the tasks' loader rule (tasks show NAME lists them); repeat for more",
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
    flag: 'subset',
    kind: 'names',
    group: 'Which cells:',
    describe: 'Subsets by name',
  },
  {
    key: 'splits',
    flag: 'split',
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
    key: 'as',
    flag: 'as',
    kind: 'text',
    group: 'How:',
    describe:
      "Name in the results (org/name): needed where settings make another model of one in MTEB's registry",
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
    key: 'strictData',
    flag: 'strict-data',
    kind: 'switch',
    fallback: false,
    group: 'How:',
    describe:
      'Exit status 6 when anything is odd in the data (docs/warnings.md); results are written',
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
] as const satisfies readonly RunOption[];

/**
 * Every option of a run. Library, parser, help, environment, config file and its schema read this
 * table.
 */
export const RUN_OPTIONS: readonly RunOption[] = [
  ...OWN_OPTIONS,
  ...ENCODER_SETTINGS.map((setting: EncoderSetting): RunOption => ({ ...setting, group: 'How:' })),
];

type OwnOption = (typeof OWN_OPTIONS)[number];

type ChoiceOf<O> = O extends { readonly choices: readonly (infer Choice)[] } ? Choice : string;

type ValueOf<O extends RunOption> = O['kind'] extends 'switch'
  ? boolean
  : O['kind'] extends 'count'
    ? number
    : O['kind'] extends 'names'
      ? readonly ChoiceOf<O>[]
      : O['kind'] extends 'list'
        ? string | readonly string[]
        : ChoiceOf<O>;

/**
 * What `evaluate` and `planRun` take, and what glottobench.config.json holds: `{ models: ['bm25'],
 * tasks: ['UDHRRetrieval'] }`. The members are the keys of the table above, which says what each is
 * for and its default; schemas/config.schema.json says the same for editors.
 */
export type RunOptions = {
  readonly [O in OwnOption as O['key']]?: ValueOf<O> | undefined;
} & EncoderSettings;
