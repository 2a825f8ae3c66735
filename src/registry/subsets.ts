import type { Setting } from '../types/dataset.js';
import type { TaskDefinition } from '../types/generated/task.js';

/** The subset of a task that has only one; MTEB's results name it so. */
export const DEFAULT_SUBSET = 'default';

/** One subset of a task, as a question of the study. */
export interface TaskSubset {
  readonly subset: string;
  /** The definition's list, verbatim: what a result file repeats. */
  readonly languages: readonly string[];
  /** `iso639-3-Script` codes of each side. */
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
  readonly setting: Setting;
}

/** Subset name → languages, in the definition's order. */
export function subsetLanguages(
  task: Pick<TaskDefinition, 'eval_langs'>,
): [subset: string, languages: readonly string[]][] {
  return Array.isArray(task.eval_langs)
    ? [[DEFAULT_SUBSET, task.eval_langs]]
    : Object.entries(task.eval_langs);
}

/**
 * The subsets of a task with the languages of each side. MTEB's metadata only lists languages; the
 * sides follow from these rules:
 *
 * 1. `x-multi`: one pool of several languages. The first language asks, all listed ones are
 *    searched.
 * 2. One language: both sides.
 * 3. Two languages of a pair (`A-B`, or any name where the definition states `subset_direction`):
 *    documents A, queries B (Belebele, MLQA, XPQA), or queries A, documents B where
 *    `subset_direction` is `query-document` (CUREv1, mFollowIR, our own). Two scripts of one
 *    language are two languages here.
 * 4. The one subset of a monolingual task with several languages (mostly English and programming
 *    languages): nothing says which side has which, so both sides list all. Multilingual only if it
 *    mixes natural languages.
 * 5. Another name with several languages (`no`: nor, nob, nno): tags of one language, the first
 *    stands for it.
 */
export function taskSubsets(
  task: Pick<TaskDefinition, 'eval_langs' | 'subset_direction'>,
): TaskSubset[] {
  return subsetLanguages(task).map(([subset, languages]) => ({
    subset,
    languages,
    ...sidesOf(subset, languages, task.subset_direction),
  }));
}

/** `x-multi`: the first language asks, all listed ones are searched. */
export function isLanguagePool(subset: string): boolean {
  return subset.endsWith('-multi');
}

type Sides = Pick<TaskSubset, 'queryLanguages' | 'documentLanguages' | 'setting'>;

function sidesOf(
  subset: string,
  languages: readonly string[],
  direction: TaskDefinition['subset_direction'],
): Sides {
  const [first = '', second = first] = languages;
  if (isLanguagePool(subset))
    return { queryLanguages: [first], documentLanguages: [...languages], setting: 'multilingual' };
  if (languages.length === 1) return both([first], 'monolingual');
  if (
    languages.length === 2 &&
    (direction !== undefined || (subset !== DEFAULT_SUBSET && subset.includes('-')))
  ) {
    const setting = first === second ? 'monolingual' : 'crosslingual';
    return direction === 'query-document'
      ? { queryLanguages: [first], documentLanguages: [second], setting }
      : { queryLanguages: [second], documentLanguages: [first], setting };
  }
  if (subset !== DEFAULT_SUBSET) return both([first], 'monolingual');
  const natural = languages.filter((language) => !language.endsWith('-Code'));
  return both([...languages], natural.length > 1 ? 'multilingual' : 'monolingual');
}

function both(languages: readonly string[], setting: Setting): Sides {
  return { queryLanguages: languages, documentLanguages: languages, setting };
}
