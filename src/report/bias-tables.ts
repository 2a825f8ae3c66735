import type { BiasReport, BiasRow } from '../types/generated/bias.js';
import type { TableModel } from '../types/table.js';
import { counted } from '../base/wording.js';
import { formatScore } from './format.js';
import { formatCount } from './quantities.js';
import { right } from './columns.js';

/** Matrices that can be shown beside the overview. */
export const BIAS_MATRICES = ['share', 'answers', 'mrc'] as const;
type BiasMatrix = (typeof BIAS_MATRICES)[number];

/**
 * One line per query language: what it finds, how far its answers lie apart, and how much it
 * prefers its own language.
 */
export function biasOverview(report: BiasReport): TableModel {
  const { macro } = report;
  const k = report.rows[0]?.share.k ?? 0;
  return {
    title: `language bias · ${report.task} ${report.split} · ${report.model.name} @${report.model.revision.slice(0, 12)}`,
    columns: [
      { title: 'asked in', align: 'left' },
      right('queries'),
      right('mAP'),
      right('rank dist.'),
      right('of pool'),
      right(`own in top ${k}`),
      right('in pool'),
      right('own AP'),
      right('others AP'),
      right('PEER'),
    ],
    rows: [
      ...report.rows.map((row) => overviewRow(row, report)),
      [
        'mean',
        '',
        formatScore(macro.lareqa_map),
        distance(macro.rank_distance),
        formatScore(macro.rank_distance_normalised),
        '',
        '',
        '',
        '',
        '',
      ],
    ],
    remarks: [
      `pool: ${formatCount(sum(Object.values(report.documents)))} documents in ${counted(Object.keys(report.documents).length, 'language')}`,
      ...mrcRemark(report),
      ...peerNote(report.rows),
    ],
    notes: [
      'rank distance: ranks between the first and the last right answer, over the full ranking; least is one below the number of answers; compare pools by "of pool"',
      'own AP, others AP: average precision when only the answer in the own language, or in one other language, counts',
    ],
  };
}

function mrcRemark({ mrc }: BiasReport): string[] {
  return mrc.value === null
    ? [`MRC@${mrc.k}: none (${mrc.reason ?? ''})`]
    : [
        `MRC@${mrc.k} ${formatScore(mrc.value)}: rank correlation of the same question asked in two languages (${formatCount(mrc.comparisons)} comparisons)`,
      ];
}

function overviewRow(row: BiasRow, report: BiasReport): string[] {
  const own = row.query_language;
  const others = Object.entries(row.single_answer_map).filter(([language]) => language !== own);
  const poolShare = (report.documents[own] ?? 0) / sum(Object.values(report.documents));
  return [
    own,
    formatCount(row.queries),
    formatScore(row.lareqa_map),
    distance(row.rank_distance.value),
    formatScore(row.rank_distance.normalised),
    formatScore(row.share.by_language[own]),
    formatScore(poolShare),
    formatScore(row.single_answer_map[own]?.value),
    formatScore(
      others.length === 0 ? null : sum(others.map(([, { value }]) => value)) / others.length,
    ),
    formatScore(row.peer.value),
  ];
}

/** The whole matrix of query language (rows) and document or other query language (columns). */
export function biasMatrix(report: BiasReport, which: BiasMatrix): TableModel {
  const columns = which === 'mrc' ? Object.keys(report.mrc.pairs) : Object.keys(report.documents);
  const value = (row: BiasRow, column: string): number | undefined => {
    if (which === 'share') return row.share.by_language[column];
    return which === 'answers'
      ? row.single_answer_map[column]?.value
      : report.mrc.pairs[row.query_language]?.[column];
  };
  const titles = {
    share: `share of the top ${report.rows[0]?.share.k ?? 0} in each language`,
    answers: 'mean average precision when only answers in one language count',
    mrc: `MRC@${report.mrc.k}: rank correlation of two languages`,
  };
  const total = sum(Object.values(report.documents));
  const pool =
    which === 'share'
      ? [['pool', ...columns.map((column) => formatScore((report.documents[column] ?? 0) / total))]]
      : [];
  return {
    title: `${titles[which]} · ${report.task} ${report.split} · ${report.model.name}`,
    columns: [
      { title: 'asked in', align: 'left' },
      ...columns.map((column) => right(short(column, columns))),
    ],
    rows: [
      ...report.rows.map((row) => [
        row.query_language,
        ...columns.map((column) => formatScore(value(row, column))),
      ]),
      ...pool,
    ],
    remarks: which === 'mrc' && report.mrc.value === null ? [report.mrc.reason ?? 'none'] : [],
    notes: [],
  };
}

function peerNote(rows: readonly BiasRow[]): string[] {
  const reasons = new Set(rows.flatMap(({ peer }) => peer.reason ?? []));
  return [...reasons].map((reason) => `PEER: none (${reason})`);
}

/** `deu` for `deu-Latn`, unless the pool has the language in two scripts. */
function short(tag: string, all: readonly string[]): string {
  const [code = tag] = tag.split('-');
  return all.filter((other) => other.startsWith(`${code}-`)).length > 1 ? tag : code;
}

function distance(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
