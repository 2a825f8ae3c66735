import type { StoredResult } from '../read/results.js';

/** What was unusual in result files → number of files. */
export type Oddities = Readonly<Record<string, number>>;

/** Looks at one result file for what the public leaderboard is known for. @param text of the file */
export function countOddities(
  { result, meta, experiment, facts }: StoredResult,
  text: string,
): Oddities {
  const entries = Object.values(result.scores).flat();
  const found: Readonly<Record<string, boolean>> = {
    'layout before mteb 1.11, converted':
      text.includes('"mteb_dataset_name"') && !/"scores"\s*:/.test(text),
    'bare NaN or Infinity, written as null': !isStrictJson(text),
    'range of mteb versions': /\d-\d+\./.test(result.mteb_version ?? ''),
    'no mteb version':
      result.mteb_version === null || result.mteb_version === 'mteb version not available',
    'a language listed twice': entries.some(
      ({ languages }) => new Set(languages).size < languages.length,
    ),
    'a main score that is no number, left out': entries.some(
      ({ main_score: score }) => !Number.isFinite(score),
    ),
    'task not known here': facts === undefined,
    'folder without model_meta.json': meta === undefined,
    'from experiments/': experiment !== null,
  };
  return Object.fromEntries(Object.entries(found).flatMap(([what, is]) => (is ? [[what, 1]] : [])));
}

function isStrictJson(text: string): boolean {
  if (!/NaN|Infinity/.test(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
