import Table from 'cli-table3';
import { CONFIDENCES } from '../../metrics/confidence.js';
import { nauc } from '../../metrics/nauc.js';
import { ndcg } from '../../metrics/ndcg.js';
import { CUTOFF_METRICS, scoreKey } from '../../metrics/table.js';
import type { QueryScores, ScoreDictionary } from '../../types/scores.js';

const UNDEFINED = '–';
const CELL = 10;

/** Metric × cut-off, and the nAUC of nDCG; split into blocks of cut-offs where the terminal is narrow. */
export function renderScores(scores: ScoreDictionary, cutoffs: readonly number[], columns: number): string {
  const rows = [
    ...CUTOFF_METRICS.map((metric) => ({ label: metric.label, key: (k: number) => scoreKey(metric, k) })),
    ...CONFIDENCES.map((name) => ({ label: `${nauc.label} ${ndcg.label} ${name}`, key: (k: number) => `${nauc.id}_${scoreKey(ndcg, k)}_${name}` })),
  ];
  const label = Math.max(...rows.map((row) => row.label.length)) + 3;
  const perBlock = Math.max(1, Math.floor((columns - label - 1) / CELL));
  const blocks: string[] = [];
  for (let start = 0; start < cutoffs.length; start += perBlock) {
    const block = cutoffs.slice(start, start + perBlock);
    const table = plainTable(['', ...block.map((k) => `@${k}`)]);
    for (const row of rows) table.push([row.label, ...block.map((k) => format(scores[row.key(k)]))]);
    blocks.push(table.toString());
  }
  const undefinedNote = rows.some((row) => cutoffs.some((k) => Number.isNaN(scores[row.key(k)]))) ? `\n${UNDEFINED} undefined: no order of the queries could gain anything (NaN in mteb)` : '';
  return `${blocks.join('\n')}${undefinedNote}\n`;
}

/** One line per query with the six metrics at one cut-off. */
export function renderQueries(perQuery: QueryScores, k: number, columns: number): string {
  const room = Math.max(8, columns - CUTOFF_METRICS.length * 12 - 4);
  const table = plainTable([`query (@${k})`, ...CUTOFF_METRICS.map((metric) => metric.label)]);
  perQuery.queries.forEach((query, row) => {
    const id = query.length > room ? `${query.slice(0, room - 1)}…` : query;
    table.push([id, ...CUTOFF_METRICS.map((metric) => format(perQuery.values[scoreKey(metric, k)]?.[row]))]);
  });
  return `${table.toString()}\n`;
}

function plainTable(head: string[]): Table.Table {
  return new Table({ head, colAligns: ['left', ...head.slice(1).map(() => 'right' as const)], style: { head: [], border: [], compact: true } });
}

function format(score: number | undefined): string {
  return score === undefined || Number.isNaN(score) ? UNDEFINED : score.toFixed(5);
}
