import { findScore } from '../../scores/keys.js';
import type { CellScore } from '../../types/cell-score.js';
import { compareVersions, splitRange } from '../mteb-version.js';

/** A release of mteb from which on a score means something else. */
interface ChangedScore {
  /** First release with the new meaning. */
  readonly since: string;
  readonly what: string;
  /** Pull request of embeddings-benchmark/mteb. */
  readonly source: string;
  readonly concerns: (cell: CellScore) => boolean;
}

const isScore =
  (id: string) =>
  ({ metric }: CellScore): boolean =>
    findScore(metric)?.score.id === id;

/**
 * What changed in scores of retrieval and reranking, from the history of mteb up to 2.26: only what
 * was read there, with the release whose tag first holds the change.
 */
export const CHANGED_SCORES: readonly ChangedScore[] = [
  {
    since: '2.0.0',
    what: 'reranking tasks are scored as retrieval over the candidates; before by an evaluator of their own, with map and mrr',
    source: '#1433',
    concerns: ({ origin }) => origin?.taskType === 'Reranking',
  },
  {
    since: '2.8.7',
    what: 'the main score of LoTTE is the hit rate at 5; before it was recall at 5',
    source: '#4128',
    concerns: ({ task }) => task === 'LoTTE',
  },
  {
    since: '2.18.19',
    what: 'MRR breaks ties by document id; before by the order in which hits came',
    source: '#5136',
    concerns: isScore('mrr'),
  },
  {
    since: '2.19.5',
    what: 'p-MRR breaks ties by document id; before by the order in which hits came',
    source: '#5241',
    concerns: isScore('p-MRR'),
  },
];

/** Whether the cell may hold the old meaning: an unknown version may. */
function isBefore({ origin }: CellScore, { since }: ChangedScore): boolean {
  const range = splitRange(origin?.mtebVersion ?? '');
  if (range === undefined) return true;
  return (compareVersions(range[0], since) ?? -1) < 0;
}

/**
 * Cells with the old meaning of a score, where others of the same task have the new one.
 * @returns cell → what changed, as an example of its warning
 */
export function changedScores<C extends CellScore>(cells: readonly C[]): Map<C, string[]> {
  const found = new Map<C, string[]>();
  const known = cells.filter(({ origin }) => origin !== undefined);
  for (const change of CHANGED_SCORES) {
    const concerned = known.filter(change.concerns);
    const renewed = new Set(
      concerned.filter((cell) => !isBefore(cell, change)).map(({ task }) => task),
    );
    for (const cell of concerned) {
      if (!renewed.has(cell.task) || !isBefore(cell, change)) continue;
      const version = cell.origin?.mtebVersion ?? 'of unknown version';
      const text = `mteb ${version}; from ${change.since} on ${change.what} (${change.source})`;
      found.set(cell, [...(found.get(cell) ?? []), text]);
    }
  }
  return found;
}
