import Table from 'cli-table3';
import { CONFIDENCES } from '../../metrics/confidence.js';
import { nauc } from '../../metrics/nauc.js';
import { ndcg } from '../../metrics/ndcg.js';
import { CUTOFF_METRICS, scoreKey } from '../../metrics/table.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

const UNDEFINED = '–';
const QUERY_CELL = 12;

/** Metric × cut-off, and the nAUC of nDCG; split into blocks of cut-offs where the terminal is narrow. */
export function renderScores(
  scores: ScoreDictionary,
  cutoffs: readonly number[],
  columns: number,
): string {
  const rows = [
    ...CUTOFF_METRICS.map((metric) => ({
      label: metric.label,
      key: (k: number) => scoreKey(metric, k),
    })),
    ...CONFIDENCES.map((name) => ({
      label: `${nauc.label} ${ndcg.label} ${name}`,
      key: (k: number) => `${nauc.id}_${scoreKey(ndcg, k)}_${name}`,
    })),
  ];
  const label = Math.max(...rows.map((row) => row.label.length)) + 3;
  const widest = Math.max(
    ...rows.flatMap((row) => cutoffs.map((k) => format(scores[row.key(k)]).length)),
    ...cutoffs.map((k) => `@${k}`.length),
  );
  const perBlock = Math.max(1, Math.floor((columns - label - 1) / (widest + 3)));
  const blocks: string[] = [];
  for (let start = 0; start < cutoffs.length; start += perBlock) {
    const block = cutoffs.slice(start, start + perBlock);
    const table = plainTable(['', ...block.map((k) => `@${k}`)]);
    for (const row of rows)
      table.push([row.label, ...block.map((k) => format(scores[row.key(k)]))]);
    blocks.push(table.toString());
  }
  const undefinedNote = rows.some((row) => cutoffs.some((k) => Number.isNaN(scores[row.key(k)])))
    ? `\n${UNDEFINED} undefined: no query order gains anything (NaN)`
    : '';
  return `${blocks.join('\n')}${undefinedNote}\n`;
}

/** One line per query with the metrics at one cut-off, as many as fit. */
export function renderQueries(perQuery: QueryScores, k: number, columns: number): string {
  const metrics = CUTOFF_METRICS.slice(0, Math.max(1, Math.floor((columns - 16) / QUERY_CELL)));
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

function format(score: number | undefined): string {
  return score === undefined || Number.isNaN(score) ? UNDEFINED : score.toFixed(5);
}
