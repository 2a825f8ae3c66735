import { CONFIDENCES } from '../../metrics/confidence.js';
import { abstentionKey } from '../../metrics/score-dictionary.js';
import { findOwnScore, scoreKey } from '../../scores/keys.js';
import { parameterLabel } from '../../scores/label.js';
import { nauc } from '../../scores/mteb/nauc.js';
import { ndcg } from '../../scores/mteb/ndcg.js';
import { MTEB_RANKED } from '../../scores/table.js';
import { right } from '../../report/columns.js';
import type { TableModel } from '../../types/table.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

const UNDEFINED = '–';

export interface ShownScores {
  readonly cutoffs: readonly number[];
  /** Keys of own scores that were asked for. */
  readonly extraScores: readonly string[];
}

interface Row {
  readonly label: string;
  /** Key at a cut-off, Infinity for the whole ranking. */
  readonly key: (cutoff: number) => string;
}

/** Metric × cut-off, and the nAUC of nDCG. */
export function scoreTable(
  scores: ScoreDictionary,
  { cutoffs, extraScores }: ShownScores,
): TableModel {
  const own = extraScores.flatMap((key) => findOwnScore(key) ?? []);
  const rows: readonly Row[] = merged([
    ...MTEB_RANKED.map((score) => ({
      label: score.label,
      key: (k: number) => scoreKey(score, k),
    })),
    ...[...new Map(own.map((one) => [one.stem, one])).values()].map((one) => ({
      label: parameterLabel(one.score.label, one),
      key: (k: number) => scoreKey(one.score, k, one.parameter),
    })),
    ...CONFIDENCES.map((name) => ({
      label: `${nauc.label} ${ndcg.label} ${name}`,
      key: (k: number) => abstentionKey(scoreKey(ndcg, k), name),
    })),
  ]);
  const shown = [...new Set([...cutoffs, ...own.map(({ cutoff }) => cutoff)])];
  shown.sort((a, b) => a - b);
  const anyUndefined = rows.some((row) => shown.some((k) => Number.isNaN(scores[row.key(k)])));
  return {
    title: '',
    columns: [{ title: 'score' }, ...shown.map((k) => right(heading(k)))],
    rows: rows.map((row) => [row.label, ...shown.map((k) => format(scores[row.key(k)]))]),
    notes: anyUndefined ? [`${UNDEFINED} undefined: no query order gains anything (NaN)`] : [],
  };
}

/** One line per query with every metric at one cut-off. */
export function queryTable(perQuery: QueryScores, k: number): TableModel {
  return {
    title: '',
    columns: [{ title: `query (@${k})` }, ...MTEB_RANKED.map(({ label }) => right(label))],
    rows: perQuery.queries.map((query, row) => [
      query,
      ...MTEB_RANKED.map((metric) => format(perQuery.values[scoreKey(metric, k)]?.[row])),
    ]),
    notes: [],
  };
}

/**
 * One row per label: nDCG at cut-offs is MTEB's, nDCG of the whole ranking is not, and both are
 * nDCG.
 */
function merged(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.label, row])).values()];
}

function heading(cutoff: number): string {
  return cutoff === Infinity ? 'all' : `@${String(cutoff)}`;
}

/** A score that was not asked for is no undefined one. */
function format(score: number | undefined): string {
  if (score === undefined) return '';
  return Number.isNaN(score) ? UNDEFINED : score.toFixed(5);
}
