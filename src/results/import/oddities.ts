import { outsideOf } from '../comparable/scale.js';
import type { StoredResult } from '../read/results.js';

/** What was unusual in result files → number of files. */
export type Oddities = Readonly<Record<string, number>>;

/**
 * Looks at one result file for what the public leaderboard is known for. @param text of the file
 */
export function countOddities(
  { result, meta, experiment, facts }: StoredResult,
  text: string,
): Oddities {
  const entries = Object.values(result.scores).flat();
  const outside = entries.map((entry) => outsideOf(entry, facts?.mainScore)?.kind);
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
    'scores above 1, as if in percent: not compared with others (divide all but nAUC by 100)':
      outside.includes('percent'),
    'scores outside their bounds: not compared with others': outside.includes('impossible'),
    'a split and subset listed twice': hasCopies(result.scores),
  };
  return Object.fromEntries(Object.entries(found).flatMap(([what, is]) => (is ? [[what, 1]] : [])));
}

function hasCopies(scores: StoredResult['result']['scores']): boolean {
  return Object.values(scores).some(
    (entries) => new Set(entries.map(({ hf_subset: subset }) => subset)).size < entries.length,
  );
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
