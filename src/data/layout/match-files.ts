import picomatch from 'picomatch';
import { isDataFile } from '../../formats/read-rows.js';

const IGNORED = new Set([
  'README.md',
  'config.json',
  'dataset_info.json',
  'dataset_infos.json',
  'dataset_dict.json',
]);

/**
 * Files that match the patterns, in the order of the patterns, each pattern's files in code point
 * order, none twice. Globs as `datasets` reads them: `*`, `?`, `[…]`, `**` for whole folders;
 * braces are literal; hidden files and folders that start with `__` only where the pattern names
 * them. Only files with a reader.
 * @param files sorted paths of the repository
 * @param folder patterns are relative to it, `""` for the root
 */
export function matchFiles(
  files: readonly string[],
  patterns: readonly string[],
  folder = '',
): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const known = new Set(files);
  const matched = new Set<string>();
  for (const raw of patterns) {
    const pattern = raw.replace(/^\.\//, '');
    // A literal path also works when it holds characters that a glob would read.
    if (known.has(prefix + pattern)) {
      matched.add(prefix + pattern);
      continue;
    }
    const matches = picomatch(pattern, { nobrace: true, noextglob: true, nonegate: true });
    for (const file of files) {
      if (!file.startsWith(prefix)) continue;
      const path = file.slice(prefix.length);
      if (matches(path) && isDataFile(path) && !isIgnored(path, pattern)) matched.add(file);
    }
  }
  return [...matched];
}

function isIgnored(path: string, pattern: string): boolean {
  const special = (text: string): number =>
    text
      .split('/')
      .slice(0, -1)
      .filter((part) => part.startsWith('__')).length;
  return IGNORED.has(path.slice(path.lastIndexOf('/') + 1)) || special(path) !== special(pattern);
}
