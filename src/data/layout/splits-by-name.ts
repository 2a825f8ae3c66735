import { matchFiles } from './match-files.js';

const SEPARATORS = '-._ 0-9';
const KEYWORDS: readonly (readonly [string, readonly string[]])[] = [
  ['train', ['train', 'training']],
  ['validation', ['validation', 'valid', 'dev', 'val']],
  ['test', ['test', 'testing', 'eval', 'evaluation']],
];
const FOLDER_PATTERNS = ['**/K/**', '**/K[S]*/**', '**/*[S]K/**', '**/*[S]K[S]*/**'];
const FILE_PATTERNS = ['**/K[S]*', '**/*[S]K[S]*'];

/**
 * Splits of a folder without `data_files`, told from names by the rules of the `datasets` library
 * (data_files.py): `data/<split>-00000-of-00001.ext` first, then folders named after a split, then
 * files, else all is `train`.
 */
export function splitsByName(files: readonly string[], folder = ''): Map<string, string[]> {
  const sharded = new Map<string, string[]>();
  for (const file of matchFiles(
    files,
    ['data/*-[0-9][0-9][0-9][0-9][0-9]-of-[0-9][0-9][0-9][0-9][0-9]*.*'],
    folder,
  )) {
    const split = /([^/]+?)-\d{5}-of-\d{5}/.exec(file)?.[1] ?? 'train';
    sharded.set(split, [...(sharded.get(split) ?? []), file]);
  }
  if (sharded.size > 0) return sharded;
  for (const patterns of [FOLDER_PATTERNS, FILE_PATTERNS]) {
    const splits = new Map<string, string[]>();
    for (const [split, keywords] of KEYWORDS) {
      const globs = keywords.flatMap((keyword) =>
        patterns.map((pattern) =>
          pattern.replace('K', keyword).replaceAll('[S]', `[${SEPARATORS}]`),
        ),
      );
      const found = matchFiles(files, globs, folder);
      if (found.length > 0) splits.set(split, found);
    }
    if (splits.size > 0) return splits;
  }
  const all = matchFiles(files, ['**'], folder);
  return all.length === 0 ? new Map<string, string[]>() : new Map([['train', all]]);
}
