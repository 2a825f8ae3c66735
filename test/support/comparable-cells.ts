import { comparable, type ComparableOptions } from '../../src/results/comparable/comparable.js';
import { outsideOf } from '../../src/results/comparable/scale.js';
import type { CellOrigin, CellScore } from '../../src/types/cell-score.js';

export interface Wanted {
  readonly model?: string;
  readonly task?: string;
  readonly split?: string;
  readonly subset?: string;
  readonly score?: number;
  readonly metric?: string;
  readonly origin?: Partial<CellOrigin>;
  /** Further scores of the entry. */
  readonly beside?: Readonly<Record<string, number>>;
}

/** A cell of `org/a` with what a test does not care about filled in. */
export function cell(wanted: Wanted): CellScore {
  const { model = 'org/a', task = 'T', split = 'test', subset = 'x', score = 0.5 } = wanted;
  const metric = wanted.metric ?? 'ndcg_at_10';
  return {
    model: { name: model, revision: '1' },
    task,
    split,
    subset,
    setting: 'monolingual',
    queryLanguages: ['deu-Latn'],
    documentLanguages: ['deu-Latn'],
    metric,
    mainScore: score,
    origin: {
      datasetRevision: 'r1',
      mtebVersion: '2.26.24',
      outside: outsideOf({ main_score: score, ...wanted.beside }, metric),
      ...wanted.origin,
    },
  };
}

/** `org/a test/x: 0.5 code code` of each cell. */
export function shown(cells: readonly CellScore[], options?: ComparableOptions): string[] {
  return comparable(cells, options).map(({ model, split, subset, mainScore, warnings = [] }) =>
    [
      `${model.name} ${split}/${subset} ${String(mainScore)}`,
      ...warnings.map(({ code }) => code),
    ].join(' '),
  );
}

/** One cell per subset. */
export const many = (
  model: string,
  subsets: readonly string[],
  scores: readonly number[],
): CellScore[] => subsets.map((subset, i) => cell({ model, subset, score: scores[i] ?? 0 }));
