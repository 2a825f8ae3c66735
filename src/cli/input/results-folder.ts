import { existsSync, readdirSync, statSync } from 'node:fs';
import { GlottobenchError } from '../../base/errors.js';

const DEFAULT = 'results';

/**
 * The folders that a command reads which is about results: its words, else `--results`, else
 * `results`.
 * @throws GB_USAGE where both are given
 */
export function resultsFolders(
  words: readonly string[] | undefined,
  option: string | undefined,
): readonly string[] {
  const [first] = words ?? [];
  if (words === undefined || first === undefined) return [option ?? DEFAULT];
  if (option !== undefined) throw twoFolders(first, option);
  return words;
}

/** As `resultsFolders`, for a command that reads one. */
export function resultsFolder(word: string | undefined, option: string | undefined): string {
  if (word !== undefined && option !== undefined) throw twoFolders(word, option);
  return word ?? option ?? DEFAULT;
}

/**
 * Models by name, and the folder where they are looked up. The last word may be that folder.
 * @throws GB_USAGE where it is given by a word and by `--results`
 */
export function modelsIn(
  words: readonly string[],
  option: string | undefined,
): { readonly names: readonly string[]; readonly results: string } {
  const last = words.at(-1);
  if (last === undefined || !holdsModels(last)) return { names: words, results: option ?? DEFAULT };
  if (option !== undefined) throw twoFolders(last, option);
  return { names: words.slice(0, -1), results: last };
}

function twoFolders(word: string, option: string): GlottobenchError {
  return new GlottobenchError('GB_USAGE', `two results folders are given: ${word} and ${option}`, {
    hint: `leave one of them out: --results ${option}`,
  });
}

function holdsModels(path: string): boolean {
  return (
    existsSync(path) &&
    statSync(path).isDirectory() &&
    readdirSync(path, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() && entry.name.includes('__'),
    )
  );
}
