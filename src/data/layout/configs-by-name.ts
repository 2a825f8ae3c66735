import { isDataFile } from '../../formats/read-rows.js';
import { matchFiles } from './match-files.js';
import { splitsByName } from './splits-by-name.js';

/** Config → split → files. */
type ConfigFiles = Map<string, Map<string, string[]>>;

/**
 * Configs of a repository whose card has none. As `datasets`: one config `default` with splits by
 * name. Beyond it, so that a folder somebody put together works: where a folder or a file at the
 * root is called `corpus` or `…-corpus`, every such folder or file is a config of its own
 * (`corpus/test.jsonl`, `qrels/dev.tsv`, `queries.jsonl`).
 */
export function configsByName(files: readonly string[]): ConfigFiles {
  const data = files.filter(isDataFile);
  const heads = new Set(data.map((file) => file.split('/')[0] ?? ''));
  const named = [...heads].map((head) => [head, configName(head)] as const);
  if (!named.some(([, name]) => name === 'corpus' || name.endsWith('-corpus')))
    return new Map([['default', splitsByName(files)]]);
  return new Map(
    named.map(([head, name]) => [
      name,
      isDataFile(head) ? new Map([[name, [head]]]) : splitsOfFolder(data, head),
    ]),
  );
}

function configName(head: string): string {
  return isDataFile(head) ? head.replace(/\.[^.]+(\.gz)?$/, '') : head;
}

// In such a folder a file's stem is its split (`qrels/fr-test.tsv`), shards apart.
function splitsOfFolder(files: readonly string[], folder: string): Map<string, string[]> {
  const splits = new Map<string, string[]>();
  for (const file of matchFiles(files, ['**'], folder)) {
    const split = configName(file.slice(file.lastIndexOf('/') + 1)).replace(
      /-\d{5}(-of-\d{5})?$/,
      '',
    );
    splits.set(split, [...(splits.get(split) ?? []), file]);
  }
  return splits;
}
