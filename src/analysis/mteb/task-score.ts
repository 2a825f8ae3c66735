import type { StoredEntry, StoredScores } from '../../types/stored-scores.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/** What of a task definition decides which scores count. */
export interface MtebTask {
  readonly name: string;
  readonly type: string;
  readonly splits: readonly string[];
  /** Subset → languages; `default` for a monolingual task. */
  readonly subsets: ReadonlyMap<string, readonly string[]>;
  /** Aggregate tasks have the one subset `default`, whatever their metadata say. */
  readonly aggregate: boolean;
}

interface ScoreSelection {
  readonly splits?: readonly string[];
  /**
   * ISO 639-3 codes or `code-Script` tags; an entry counts once when any of its languages matches.
   */
  readonly languages?: readonly string[];
  readonly scripts?: readonly string[];
}

type Scores = StoredScores['result']['scores'];

/**
 * Plain mean of the main scores over every selected split × subset; NaN when one is NaN or none is
 * selected. Source: mteb/results/task_result.py `TaskResult.get_score`.
 */
export function taskScore(scores: Scores, selection: ScoreSelection = {}): number {
  const values: number[] = [];
  for (const split of selection.splits ?? Object.keys(scores)) {
    for (const entry of scores[split] ?? [])
      if (matches(entry, selection)) values.push(entry.main_score ?? NaN);
  }
  return mean(values);
}

// mteb looks for one tag of the entry that has both a wanted language and a wanted script;
// `eng-Latn` also admits other tags of eng.
function matches(entry: StoredEntry, { languages, scripts }: ScoreSelection): boolean {
  const codes =
    languages === undefined || languages.length === 0
      ? undefined
      : new Set(languages.map((language) => language.split('-')[0]));
  const wanted =
    scripts === undefined || scripts.length === 0
      ? undefined
      : new Set([
          ...scripts,
          ...(languages ?? []).flatMap((language) => language.split('-').slice(1)),
        ]);
  return entry.languages.some(
    (tag) =>
      (codes?.has(tag.split('-')[0]) ?? true) &&
      (wanted?.has(tag.slice(tag.lastIndexOf('-') + 1)) ?? true),
  );
}

/**
 * Drops splits and subsets that the definition does not have and fills missing ones with NaN.
 * Source: mteb/results/task_result.py `TaskResult.validate_and_filter_scores`.
 */
export function validateScores(scores: Scores, task: MtebTask): Scores {
  const wanted = task.aggregate
    ? new Map([['default', [...task.subsets.values()].flat()]])
    : task.subsets;
  const kept: Record<string, StoredEntry[]> = {};
  // In the file's order first: the order decides the last digit of sums.
  const splits = new Set([
    ...Object.keys(scores).filter((split) => task.splits.includes(split)),
    ...task.splits,
  ]);
  for (const split of splits) {
    const entries = (scores[split] ?? []).filter((entry) => wanted.has(entry.hf_subset));
    const present = new Set(entries.map((entry) => entry.hf_subset));
    const missing = [...wanted]
      .filter(([subset]) => !present.has(subset))
      .map(([subset, languages]) => ({ hf_subset: subset, main_score: NaN, languages }));
    kept[split] = [...entries, ...missing];
  }
  return kept;
}

/** `split/subset` of every score that `validateScores` has to fill in, sorted. */
export function missingScores(scores: Scores, task: MtebTask): string[] {
  return Object.entries(validateScores(scores, task))
    .flatMap(([split, entries]) =>
      entries
        .filter((entry) => !(scores[split] ?? []).some((own) => own.hf_subset === entry.hf_subset))
        .map((entry) => `${split}/${entry.hf_subset}`),
    )
    .sort();
}
