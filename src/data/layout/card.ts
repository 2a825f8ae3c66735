import { parse } from 'yaml';
import { GlottobenchError } from '../../base/errors.js';

/** One entry of `configs:` in a dataset card, before any file is looked at. */
export interface ConfigEntry {
  readonly name: string;
  /** Patterns are relative to this folder. */
  readonly folder: string;
  /** Split → glob patterns; undefined = told from the names of the files. */
  readonly patterns: ReadonlyMap<string, readonly string[]> | undefined;
  readonly isDefault: boolean;
  /** Split → rows, as far as `dataset_info` says. */
  readonly rows: ReadonlyMap<string, number>;
}

/**
 * Reads the `configs` of a README.md in order; an empty list where the card has none.
 * `data_files` may be a string, a list of strings (both: split `train`), a list of `{split, path}`,
 * or a mapping.
 * @throws GB_DATA_CORRUPT
 */
export function parseCard(readme: string, file: string): ConfigEntry[] {
  const head = frontMatter(readme);
  if (head === undefined) return [];
  let card: unknown;
  try {
    card = parse(head, { maxAliasCount: 100 });
  } catch (error) {
    throw new GlottobenchError(
      'GB_DATA_CORRUPT',
      `the YAML head is broken: ${(error as Error).message.split('\n')[0] ?? ''}`,
      { file, cause: error },
    );
  }
  const fields = asRecord(card);
  const configs = fields['configs'];
  if (configs === undefined || configs === null) return [];
  if (!Array.isArray(configs))
    throw new GlottobenchError('GB_DATA_CORRUPT', 'configs must be a list', {
      file,
      pointer: '/configs',
    });
  const infos = [fields['dataset_info']].flat().map(asRecord);
  return configs.map((entry: unknown, i) => toEntry(asRecord(entry), infos, file, `/configs/${i}`));
}

function frontMatter(readme: string): string | undefined {
  return /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(readme)?.[1];
}

function toEntry(
  entry: Record<string, unknown>,
  infos: Record<string, unknown>[],
  file: string,
  pointer: string,
): ConfigEntry {
  const name =
    typeof entry['config_name'] === 'string' || typeof entry['config_name'] === 'number'
      ? String(entry['config_name'])
      : 'default';
  const folder =
    typeof entry['data_dir'] === 'string' ? entry['data_dir'].replace(/^\.?\/+|\/+$/g, '') : '';
  const info = infos.find((candidate) => (candidate['config_name'] ?? 'default') === name);
  return {
    name,
    folder,
    patterns: toPatterns(entry['data_files'], file, `${pointer}/data_files`),
    isDefault: entry['default'] === true,
    rows: splitRows(info),
  };
}

function toPatterns(
  value: unknown,
  file: string,
  pointer: string,
): Map<string, string[]> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return new Map([['train', [value]]]);
  if (!Array.isArray(value))
    return new Map(
      Object.entries(asRecord(value)).map(([split, path]) => [split, paths(path, file, pointer)]),
    );
  if (value.every((item) => typeof item === 'string')) return new Map([['train', value]]);
  const patterns = new Map<string, string[]>();
  for (const [i, item] of value.entries()) {
    const { split, path } = asRecord(item);
    if (typeof split !== 'string' && typeof split !== 'number')
      throw new GlottobenchError('GB_DATA_CORRUPT', 'a split and a path are expected', {
        file,
        pointer: `${pointer}/${i}`,
      });
    if (patterns.has(String(split)))
      throw new GlottobenchError('GB_DATA_CORRUPT', `the split ${split} stands twice`, {
        file,
        pointer: `${pointer}/${i}`,
      });
    patterns.set(String(split), paths(path, file, `${pointer}/${i}`));
  }
  return patterns;
}

function paths(value: unknown, file: string, pointer: string): string[] {
  const list = [value].flat();
  if (list.length === 0 || !list.every((path) => typeof path === 'string'))
    throw new GlottobenchError('GB_DATA_CORRUPT', 'a path or a list of paths is expected', {
      file,
      pointer,
    });
  return list;
}

function splitRows(info: Record<string, unknown> | undefined): Map<string, number> {
  const splits = info?.['splits'];
  const rows = new Map<string, number>();
  for (const split of Array.isArray(splits) ? splits.map(asRecord) : []) {
    if (typeof split['num_examples'] === 'number')
      rows.set(String(split['name']), split['num_examples']);
  }
  return rows;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
