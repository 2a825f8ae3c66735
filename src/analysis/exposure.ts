import type { Setting } from '../types/dataset.js';
import { languageKey } from '../typology/resolve.js';
import { mean } from '../metrics/arithmetic/mean.js';

/** What a model trained on the very text of a task has seen of a query, and what not. */
export const EXPOSURES = [
  'seen content',
  'unseen content',
  'unseen language',
  'unseen both',
] as const;
type Exposure = (typeof EXPOSURES)[number];

/** What was kept out of training, from a checkpoint card. */
export interface HeldOut {
  readonly languages: readonly string[];
  /** Numbers of articles; ids hold them as `a05`. */
  readonly articles: readonly number[];
}

/** One cell with its per-query scores. */
export interface QueryLevelCell {
  readonly setting: Setting;
  readonly queryLanguages: readonly string[];
  readonly documentLanguages: readonly string[];
  readonly queries: readonly string[];
  readonly values: ArrayLike<number>;
}

/** Mean over cells of the mean over queries, with both counts. */
export interface ExposureScore {
  readonly exposure: Exposure;
  readonly setting: Setting;
  readonly mean: number;
  readonly cells: number;
  readonly queries: number;
}

/**
 * Splits the queries of each cell by what training saw: the article, and the languages of the cell.
 * In a joint pool only the query's language decides, since the pool holds all languages. A class is
 * averaged within each cell first, so that cells weigh alike.
 */
export function exposureScores(
  cells: readonly QueryLevelCell[],
  heldOut: HeldOut,
): ExposureScore[] {
  const languages = new Set(heldOut.languages.map((tag) => languageKey(tag).code));
  const articles = new Set(
    heldOut.articles.map((article) => `a${String(article).padStart(2, '0')}`),
  );
  const groups = new Map<
    string,
    { exposure: Exposure; setting: Setting; means: number[]; queries: number }
  >();
  for (const cell of cells) {
    const asked =
      cell.setting === 'multilingual'
        ? cell.queryLanguages
        : [...cell.queryLanguages, ...cell.documentLanguages];
    const unseenLanguage = asked.some((tag) => languages.has(languageKey(tag).code));
    for (const unseenContent of [false, true]) {
      const rows = cell.queries.flatMap((id, row) =>
        id.split('/').some((part) => articles.has(part)) === unseenContent
          ? [cell.values[row] ?? NaN]
          : [],
      );
      if (rows.length === 0) continue;
      const exposure = exposureOf(unseenContent, unseenLanguage);
      const key = `${exposure} ${cell.setting}`;
      const group = groups.get(key) ?? { exposure, setting: cell.setting, means: [], queries: 0 };
      group.means.push(mean(rows));
      group.queries += rows.length;
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .map(({ means, ...group }) => ({ ...group, mean: mean(means), cells: means.length }))
    .sort((a, b) => EXPOSURES.indexOf(a.exposure) - EXPOSURES.indexOf(b.exposure));
}

function exposureOf(unseenContent: boolean, unseenLanguage: boolean): Exposure {
  if (unseenLanguage) return unseenContent ? 'unseen both' : 'unseen language';
  return unseenContent ? 'unseen content' : 'seen content';
}
