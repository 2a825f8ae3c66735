import { readFile } from 'node:fs/promises';
import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { RepositoryFiles } from '../../types/repository.js';
import { parseCard, type ConfigEntry } from './card.js';
import { configsByName } from './configs-by-name.js';
import { matchFiles } from './match-files.js';
import { splitsByName } from './splits-by-name.js';

/** The files of one split of one config. */
export interface SplitFiles {
  readonly config: string;
  readonly split: string;
  readonly files: readonly string[];
  /** From `dataset_info` of the card. */
  readonly rows: number | undefined;
}

/** Which configs and splits a repository has, and in which files. */
export interface Layout {
  readonly source: RepositoryFiles;
  has(config: string): boolean;
  /** @throws GB_SUBSET_UNKNOWN */
  split(config: string, split: string): SplitFiles;
  /**
   * Like `split`, but a config with exactly one split of any name gives that one: mteb's standard
   * rule.
   */
  splitOrOnly(config: string, split: string): SplitFiles;
  /** Like `split`, but `all` means the union of the splits, as in the `datasets` library. */
  splitOrAll(config: string, split: string): SplitFiles;
  /** The config that loads without a name: `default`, the one marked so, or the only one. */
  defaultConfig(): string;
}

const layouts = new WeakMap<RepositoryFiles, Promise<Layout>>();

/** Reads card and listing once per repository, however many subsets are opened. */
export function openLayout(source: RepositoryFiles): Promise<Layout> {
  const known = layouts.get(source);
  if (known !== undefined) return known;
  const layout = readLayout(source);
  layouts.set(source, layout);
  // A failure (network) must not be remembered.
  layout.catch(() => layouts.delete(source));
  return layout;
}

async function readLayout(source: RepositoryFiles): Promise<Layout> {
  const files = await source.list();
  const entries = files.includes('README.md')
    ? parseCard(await readFile(await source.localPath('README.md'), 'utf8'), 'README.md')
    : [];
  return entries.length > 0
    ? new CardLayout(source, files, entries)
    : new CardLayout(source, files, entriesByName(files));
}

function entriesByName(files: readonly string[]): ConfigEntry[] {
  return [...configsByName(files)].map(([name, patterns]) => ({
    name,
    folder: '',
    patterns,
    isDefault: false,
    rows: new Map(),
  }));
}

class CardLayout implements Layout {
  private readonly entries: ReadonlyMap<string, ConfigEntry>;

  constructor(
    readonly source: RepositoryFiles,
    private readonly files: readonly string[],
    entries: readonly ConfigEntry[],
  ) {
    this.entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  has(config: string): boolean {
    return this.entries.has(config);
  }

  split(config: string, split: string): SplitFiles {
    const splits = this.splitsOf(config);
    const files = splits.get(split);
    if (files === undefined)
      throw this.unknown(`config ${config} has no split ${split}`, [...splits.keys()], split);
    return this.found(config, split, files);
  }

  splitOrOnly(config: string, split: string): SplitFiles {
    const splits = this.splitsOf(config);
    const only = [...splits][0];
    if (splits.has(split) || splits.size !== 1 || only === undefined)
      return this.split(config, split);
    return this.found(config, only[0], only[1]);
  }

  splitOrAll(config: string, split: string): SplitFiles {
    const splits = this.splitsOf(config);
    if (split !== 'all' || splits.has('all')) return this.split(config, split);
    return this.found(config, split, [...splits.values()].flat());
  }

  defaultConfig(): string {
    if (this.has('default')) return 'default';
    const marked = [...this.entries.values()].find((entry) => entry.isDefault);
    const only = this.entries.size === 1 ? [...this.entries.keys()][0] : undefined;
    const name = marked?.name ?? only;
    if (name === undefined)
      throw this.unknown(
        'the repository has several configs and none is the default',
        [...this.entries.keys()],
        'default',
      );
    return name;
  }

  private splitsOf(config: string): ReadonlyMap<string, readonly string[]> {
    const entry = this.entries.get(config);
    if (entry === undefined)
      throw this.unknown(
        `the repository has no config ${config}`,
        [...this.entries.keys()],
        config,
      );
    if (entry.patterns === undefined) return splitsByName(this.files, entry.folder);
    return new Map(
      [...entry.patterns].map(([split, patterns]) => [
        split,
        matchFiles(this.files, patterns, entry.folder),
      ]),
    );
  }

  private found(config: string, split: string, files: readonly string[]): SplitFiles {
    if (files.length === 0) {
      throw new GlottobenchError(
        'GB_DATA_CORRUPT',
        `config ${config}, split ${split}: no file of the repository matches its data_files`,
        { file: this.source.name },
      );
    }
    return { config, split, files, rows: this.entries.get(config)?.rows.get(split) };
  }

  private unknown(message: string, present: readonly string[], wanted: string): GlottobenchError {
    const near = didYouMean(wanted, present);
    const shown =
      present.slice(0, 12).join(', ') + (present.length > 12 ? `, … (${present.length})` : '');
    const hint = `${near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `}It has: ${shown === '' ? 'none' : shown}`;
    return new GlottobenchError('GB_SUBSET_UNKNOWN', message, { file: this.source.name, hint });
  }
}
