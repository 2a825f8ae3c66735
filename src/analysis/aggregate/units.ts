import type { Warning } from '../../types/generated/warning.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Side } from '../../types/generated/aggregation.js';
import {
  isProgrammingLanguage,
  isRomanised,
  languageKey,
  macrolanguageOf,
  resolveLanguage,
  type LanguageKey,
} from '../../typology/resolve.js';
import { mean } from '../../metrics/arithmetic/mean.js';

/**
 * One language in one script (or an ordered pair of them) with its score: what groups are made of.
 */
export interface Unit {
  /**
   * The key that cells count for; undefined where no single natural language does (a pool of
   * several, code).
   */
  readonly language: LanguageKey | undefined;
  /** Side `pair`: the document language. */
  readonly other: LanguageKey | undefined;
  /** What is counted as one language or pair in means: `hin`, `eng→hin`. */
  readonly member: string;
  /** Mean over tasks of the mean over the cells (split × subset) of the task. */
  readonly score: number;
  readonly cells: number;
  readonly tasks: readonly string[];
  readonly romanised: boolean;
  /** Why `language` is undefined. */
  readonly reason: string;
  /** What is known against its cells. */
  readonly warnings: readonly Warning[];
}

/**
 * The one natural language of a side, or why there is none. Several tags of one macrolanguage that
 * stands first (MKQA `no`: nor, nno, nob) are one language under its first tag.
 */
export function sideLanguage(tags: readonly string[]): LanguageKey | string {
  const id = tags.join();
  const known = sides.get(id) ?? findSide(tags);
  sides.set(id, known);
  return known;
}

const sides = new Map<string, LanguageKey | string>();

function findSide(tags: readonly string[]): LanguageKey | string {
  const keys = [...new Map(tags.map((tag) => [languageKey(tag).id, languageKey(tag)])).values()];
  if (keys.some(isProgrammingLanguage)) return 'programming language';
  const [first] = keys;
  if (first === undefined) return 'no language given';
  if (keys.length === 1) return first;
  const head = (tags[0] ?? '').split(/[-_]/)[0] ?? '';
  const oneLanguage =
    resolveLanguage(head).reason === 'macrolanguage' &&
    keys.every((key) => macrolanguageOf(key.code) === head);
  return oneLanguage ? first : 'several languages';
}

interface Draft {
  readonly query: LanguageKey | string;
  readonly document: LanguageKey | string;
  readonly tasks: Map<string, Sum>;
  readonly warnings: Warning[];
}

interface Sum {
  total: number;
  cells: number;
}

/**
 * Cells of one model and setting → units, in the order of their keys; the order of cells does not
 * matter.
 */
export function toUnits(cells: readonly CellScore[], side: Side): Unit[] {
  const drafts = new Map<string, Draft>();
  for (const cell of cells) {
    const query = sideLanguage(cell.queryLanguages);
    const document = sideLanguage(cell.documentLanguages);
    const id = unitId(query, document, side);
    let draft = drafts.get(id);
    if (draft === undefined)
      drafts.set(id, (draft = { query, document, tasks: new Map(), warnings: [] }));
    draft.warnings.push(...(cell.warnings ?? []));
    const sum = draft.tasks.get(cell.task);
    if (sum === undefined) draft.tasks.set(cell.task, { total: cell.mainScore, cells: 1 });
    else {
      sum.total += cell.mainScore;
      sum.cells++;
    }
  }
  return [...drafts.keys()].sort().map((id) => {
    const draft = drafts.get(id);
    if (draft === undefined) throw new Error('unreachable');
    return toUnit(draft, side);
  });
}

// A romanised side makes the whole pair romanised: such pairs must not mix with native ones of the
// same language.
function unitId(query: LanguageKey | string, document: LanguageKey | string, side: Side): string {
  const romanised = [query, document].some((key) => typeof key !== 'string' && isRomanised(key));
  const name = (key: LanguageKey | string): string =>
    typeof key === 'string' ? `?${key}` : key.id;
  const own =
    side === 'query'
      ? name(query)
      : side === 'document'
        ? name(document)
        : `${name(query)}→${name(document)}`;
  return `${own}${romanised ? ' romanised' : ''}`;
}

function toUnit({ query, document, tasks, warnings }: Draft, side: Side): Unit {
  const names = [...tasks.keys()].sort();
  const means = names.map((name) => {
    const sum = tasks.get(name);
    return sum === undefined ? NaN : sum.total / sum.cells;
  });
  const romanised = [query, document].some((key) => typeof key !== 'string' && isRomanised(key));
  const scored = {
    score: mean(means),
    cells: [...tasks.values()].reduce((sum, entry) => sum + entry.cells, 0),
    tasks: names,
    romanised,
    warnings,
  };
  const missing = { ...scored, language: undefined, other: undefined, member: '' };
  if (side === 'pair') {
    if (typeof query === 'string') return { ...missing, reason: query };
    if (typeof document === 'string') return { ...missing, reason: document };
    return {
      ...scored,
      language: query,
      other: document,
      member: `${query.code}→${document.code}`,
      reason: '',
    };
  }
  const own = side === 'query' ? query : document;
  return typeof own === 'string'
    ? { ...missing, reason: own }
    : { ...scored, language: own, other: undefined, member: own.code, reason: '' };
}
