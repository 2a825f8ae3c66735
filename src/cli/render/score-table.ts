import Table from 'cli-table3';
import { CONFIDENCES } from '../../metrics/confidence.js';
import { abstentionKey } from '../../metrics/score-dictionary.js';
import { findOwnScore, scoreKey } from '../../scores/keys.js';
import { parameterLabel } from '../../scores/label.js';
import { nauc } from '../../scores/mteb/nauc.js';
import { ndcg } from '../../scores/mteb/ndcg.js';
import { MTEB_RANKED } from '../../scores/table.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

const UNDEFINED = '–';
const QUERY_CELL = 12;

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

/** Metric × cut-off, and the nAUC of nDCG; split into blocks of cut-offs where the terminal is narrow. */
export function renderScores(
  scores: ScoreDictionary,
  { cutoffs, extraScores }: ShownScores,
  columns: number,
): string {
  const own = extraScores.flatMap((key) => findOwnScore(key) ?? []);
  const rows: readonly Row[] = [
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
  ];
  const shown = [...new Set([...cutoffs, ...own.map(({ cutoff }) => cutoff)])];
  shown.sort((a, b) => a - b);
  const undefinedNote = rows.some((row) => shown.some((k) => Number.isNaN(scores[row.key(k)])))
    ? `\n${UNDEFINED} undefined: no query order gains anything (NaN)`
    : '';
  return `${blocks(merged(rows), shown, scores, columns).join('\n')}${undefinedNote}\n`;
}

/** One row per label: nDCG at cut-offs is MTEB's, nDCG of the whole ranking is not, and both are nDCG. */
function merged(rows: readonly Row[]): readonly Row[] {
  return [...new Map(rows.map((row) => [row.label, row])).values()];
}

function blocks(
  rows: readonly Row[],
  cutoffs: readonly number[],
  scores: ScoreDictionary,
  columns: number,
): string[] {
  const label = Math.max(...rows.map((row) => row.label.length)) + 3;
  const widest = Math.max(
    ...rows.flatMap((row) => cutoffs.map((k) => format(scores[row.key(k)]).length)),
    ...cutoffs.map((k) => heading(k).length),
  );
  const perBlock = Math.max(1, Math.floor((columns - label - 1) / (widest + 3)));
  const tables: string[] = [];
  for (let start = 0; start < cutoffs.length; start += perBlock) {
    const block = cutoffs.slice(start, start + perBlock);
    const table = plainTable(['', ...block.map(heading)]);
    for (const row of rows)
      table.push([row.label, ...block.map((k) => format(scores[row.key(k)]))]);
    tables.push(table.toString());
  }
  return tables;
}

function heading(cutoff: number): string {
  return cutoff === Infinity ? 'all' : `@${String(cutoff)}`;
}

/** One line per query with the metrics at one cut-off, as many as fit. */
export function renderQueries(perQuery: QueryScores, k: number, columns: number): string {
  const metrics = MTEB_RANKED.slice(0, Math.max(1, Math.floor((columns - 16) / QUERY_CELL)));
  const room = Math.max(12, columns - metrics.length * QUERY_CELL - 4);
  const table = plainTable([`query (@${k})`, ...metrics.map((metric) => metric.label)]);
  perQuery.queries.forEach((query, row) => {
    const id = query.length > room ? `${query.slice(0, room - 1)}…` : query;
    table.push([
      id,
      ...metrics.map((metric) => format(perQuery.values[scoreKey(metric, k)]?.[row])),
    ]);
  });
  return `${table.toString()}\n`;
}

function plainTable(head: string[]): Table.Table {
  return new Table({
    head,
    colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
}

/** A score that was not asked for is no undefined one. */
function format(score: number | undefined): string {
  if (score === undefined) return '';
  return Number.isNaN(score) ? UNDEFINED : score.toFixed(5);
}
