import type { CellScore } from '../../../src/types/cell-score.js';
import type { Backbone } from '../../../src/types/language.js';

/**
 * A cell with what a test does not care about filled in: monolingual for one tag, `query→document`
 * for a pair.
 */
export function cell(
  languages: string,
  mainScore: number,
  rest: Partial<CellScore> & { backbone?: Backbone } = {},
): CellScore {
  const [query = '', document = query] = languages.split('→');
  const { backbone, ...other } = rest;
  return {
    model: { name: 'org/model', revision: 'abc', backbone },
    task: 'T',
    split: 'test',
    subset: languages,
    setting: query === document ? 'monolingual' : 'crosslingual',
    queryLanguages: [query],
    documentLanguages: [document],
    metric: 'ndcg_at_10',
    mainScore,
    ...other,
  };
}
