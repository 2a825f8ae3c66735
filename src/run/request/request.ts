import type { HubSettings } from '../../hub/contract/settings.js';
import type { EncoderSettings } from '../../models/encoder-settings.js';
import { givenSettings } from '../../models/encoder-variant.js';
import { checkRunOptions } from './option-values.js';
import { shownAddress } from './queue-address.js';
import { RUN_OPTIONS, type RunOptions } from './run-options.js';

/** What is evaluated. */
export interface WhatToRun {
  /** Folders, hub names, addresses of embeddings services, `bm25`, `random` or `random:SEED`. */
  readonly models: readonly string[];
  /** The model asked for at every address among `models`. */
  readonly endpointModel?: string | undefined;
  readonly tasks: readonly string[];
  readonly benchmark?: string | undefined;
}

/** Which cells of the tasks, and how much of each. */
export type CellWishes = Pick<
  RunOptions,
  'languages' | 'families' | 'scripts' | 'settings' | 'subsets' | 'splits' | 'limit'
>;

/** Where the data of the tasks comes from and what of it is taken. */
export interface DataWishes {
  /**
   * Local folders in place of the tasks' repositories: `DIR` for all tasks, `TASK=DIR` for one
   * (data-folder.ts).
   */
  readonly folders: readonly string[];
  /**
   * Options of loader rules, `KEY=VALUE`, for every task whose rule has the key
   * (registry/loader-kinds.ts).
   */
  readonly loaderOptions?: readonly string[] | undefined;
  /** What is odd in the data ends the run with an error, after everything is written. */
  readonly strict: boolean;
}

/** How a model is opened. */
export interface OpeningMeans {
  readonly encoder: EncoderSettings;
  readonly hub: Partial<HubSettings>;
  /** Name in the results, in place of the model's own. */
  readonly as?: string | undefined;
  /** Most sessions of the runtime, where this process embeds little. */
  readonly sessions?: number | undefined;
}

export interface RunOutput {
  /** The results folder; of a smoke run one of its own. */
  readonly folder: string;
  /** Hits per query that are kept in the run files. */
  readonly runDepth?: number | undefined;
  /** Do everything again, whatever is on disk. */
  readonly fresh: boolean;
}

/** Corpora are ranked by workers (queue/). */
export interface QueuePlace {
  /** Redis address. It may hold a password: never shown, never written. */
  readonly address: string;
  /** Documents per job. */
  readonly shardDocuments?: number | undefined;
}

/**
 * Everything that a run is asked for, checked, defaults filled in. Each part of the run gets its
 * part of it.
 */
export interface RunRequest {
  readonly what: WhatToRun;
  readonly cells: CellWishes;
  readonly data: DataWishes;
  readonly opening: OpeningMeans;
  readonly output: RunOutput;
  readonly queue?: QueuePlace | undefined;
  /** The options with their defaults, as the manifest repeats them. */
  readonly stated: Readonly<Record<string, unknown>>;
}

/** @throws GB_USAGE for options that do not exist or have values of another kind */
export function requestOf(given: RunOptions): RunRequest {
  checkRunOptions(given);
  const options: RunOptions = { ...defaults(), ...withoutUndefined(given) };
  const folder = outputFolder(options);
  return {
    what: {
      models: options.models ?? [],
      endpointModel: options.endpointModel,
      tasks: options.tasks ?? [],
      benchmark: options.benchmark,
    },
    cells: {
      languages: options.languages,
      families: options.families,
      scripts: options.scripts,
      settings: options.settings,
      subsets: options.subsets,
      splits: options.splits,
      limit: options.limit,
    },
    data: {
      folders: listed(options.data),
      loaderOptions: listed(options.loaderOptions),
      strict: options.strictData === true,
    },
    opening: {
      encoder: settingsOf(options),
      // without a word of the user the environment decides, as for Python
      hub: options.offline === undefined ? {} : { offline: options.offline },
      as: options.as,
      // where workers embed, a copy of the matrices per thread would lie idle here
      sessions: options.queue === undefined ? undefined : 1,
    },
    output: { folder, runDepth: options.runDepth, fresh: options.fresh === true },
    queue:
      options.queue === undefined
        ? undefined
        : { address: options.queue, shardDocuments: options.shardDocuments },
    stated: statedOptions(options, folder),
  };
}

function listed(values: string | readonly string[] | undefined): readonly string[] {
  return typeof values === 'string' ? [values] : (values ?? []);
}

function defaults(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    RUN_OPTIONS.flatMap(({ key, fallback }) => (fallback === undefined ? [] : [[key, fallback]])),
  );
}

function withoutUndefined(given: RunOptions): RunOptions {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A smoke run must not look like a result. */
function outputFolder({ out = '', limit }: RunOptions): string {
  return limit === undefined ? out : `${out.replace(/\/+$/, '')}-smoke-${limit}`;
}

/** The settings of the encoder among all options; one that has its default is not given. */
function settingsOf(options: RunOptions): EncoderSettings {
  return Object.fromEntries(
    givenSettings(options).map(({ setting: { key }, value }) => [key, value]),
  );
}

/** An address may hold a password. */
function statedOptions(options: RunOptions, folder: string): Readonly<Record<string, unknown>> {
  return {
    ...options,
    out: folder,
    ...(options.queue !== undefined && { queue: shownAddress(options.queue) }),
  };
}
