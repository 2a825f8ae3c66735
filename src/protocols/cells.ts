import type { Cell } from '../types/cell.js';
import type { Setting } from '../types/dataset.js';
import type { ModelId } from '../types/encoder.js';

/** One subset of a task as the registry describes it. */
export interface SubsetLanguages {
  readonly subset: string;
  readonly setting: Setting;
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
}

/** Which cells of a task are wanted; an absent member wants all. */
export interface CellFilter {
  /** Which tags (`iso639-3-Script`) are meant (language-filter.ts). */
  readonly language?: ((tag: string) => boolean) | undefined;
  readonly settings?: ReadonlySet<Setting> | undefined;
  readonly subsets?: ReadonlySet<string> | undefined;
  readonly splits?: ReadonlySet<string> | undefined;
}

/**
 * The cells of one task for one model, splits in the definition's order, subsets within.
 * A language or script filter asks for every language of a subset: `--language eng,swa` means the
 * four pairs of these two, not all pairs with one of them. A joint pool is asked by its query
 * language alone, since its documents have all languages.
 */
export function cellsOf(
  model: ModelId,
  task: string,
  splits: readonly string[],
  subsets: readonly SubsetLanguages[],
  filter: CellFilter,
): Cell[] {
  const wanted = subsets.filter((subset) => passes(subset, filter));
  return splits
    .filter((split) => filter.splits?.has(split) !== false)
    .flatMap((split) =>
      wanted.map(({ subset, setting, queryLanguages, documentLanguages }) => ({
        model,
        task,
        split,
        subset,
        setting,
        queryLanguages,
        documentLanguages,
      })),
    );
}

function passes(subset: SubsetLanguages, filter: CellFilter): boolean {
  if (filter.subsets?.has(subset.subset) === false) return false;
  if (filter.settings?.has(subset.setting) === false) return false;
  const asked =
    subset.setting === 'multilingual'
      ? subset.queryLanguages
      : [...subset.queryLanguages, ...subset.documentLanguages];
  return filter.language === undefined || asked.every(filter.language);
}

/** The key under which a finished cell is found again. */
export function cellKey(cell: Pick<Cell, 'task' | 'split' | 'subset'>): string {
  return `${cell.task}\u0000${cell.split}\u0000${cell.subset}`;
}
