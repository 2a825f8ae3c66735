import type { BiasReport } from '../../src/types/generated/bias.js';
import type { PageData, PagePair } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import { labelOf, languageName, metricOf, scopeOf, shortName } from '../state/select.js';
import type { View } from '../state/view.js';
import { base, type Chart, type ChartRow, type Spec } from './theme.js';

export const MATRICES: Readonly<Record<string, string>> = {
  share: 'share of the top k in each language, less its share of the pool',
  answers: 'average precision when only answers in one language count',
  mrc: 'rank correlation of the same question in two languages',
};

/** Name of a report in the address. */
export function poolName({ model, task, split }: BiasReport): string {
  return `${model.name} ${model.revision} ${task} ${split}`;
}

/**
 * How a model treats the languages of a pool: query languages are rows, document (or other query)
 * languages columns.
 */
export function poolChart(data: PageData, report: BiasReport, matrix: string): Chart {
  const kind = matrix in MATRICES ? matrix : 'share';
  const total = Object.values(report.documents).reduce((sum, n) => sum + n, 0);
  const columns = kind === 'mrc' ? Object.keys(report.mrc.pairs) : Object.keys(report.documents);
  const rows: ChartRow[] = report.rows.flatMap((row) =>
    columns.flatMap((column) => {
      const value =
        kind === 'share'
          ? row.share.by_language[column]
          : kind === 'answers'
            ? row.single_answer_map[column]?.value
            : report.mrc.pairs[row.query_language]?.[column];
      if (value === undefined) return [];
      const pool = (report.documents[column] ?? 0) / total;
      return [
        {
          query: named(data, row.query_language),
          document: named(data, column),
          queryCode: row.query_language,
          documentCode: column,
          value,
          pool: kind === 'share' ? pool : null,
          shown: kind === 'share' ? value - pool : value,
        },
      ];
    }),
  );
  const order = byFamily(data, [
    ...new Set([...report.rows.map((r) => r.query_language), ...columns]),
  ]);
  return {
    id: 'pool',
    title: `${shortName(data, report.model.name)} on ${shown(report.task, 60)}: ${MATRICES[kind] ?? kind}`,
    alt: `${String(report.rows.length)} query languages by ${String(columns.length)} languages, ordered by family.`,
    columns: [
      { key: 'query', title: 'asked in' },
      { key: 'queryCode', title: 'code' },
      { key: 'document', title: kind === 'mrc' ? 'and in' : 'documents in' },
      { key: 'documentCode', title: 'code' },
      { key: 'value', title: kind === 'share' ? 'share of the top k' : 'value', numeric: true },
      ...(kind === 'share' ? [{ key: 'pool', title: 'share of the pool', numeric: true }] : []),
    ],
    rows,
    spec: (width) =>
      matrixSpec(
        data,
        width,
        rows,
        order,
        kind === 'share' ? 'difference' : 'score',
        kind === 'mrc' ? 'and in' : 'documents in',
      ),
  };
}

/** Scores of cross-lingual cells by their pair of languages. */
export function pairsChart(data: PageData, view: View, model: string, minus: string): Chart {
  const scores = (label: string): Map<string, PagePair> =>
    new Map(
      scopeOf(data, view)
        .pairs.filter((pair) => labelOf(data, { ...pair, name: pair.model }) === label)
        .map((pair) => [`${pair.query}→${pair.document}`, pair]),
    );
  const [own, other] = [scores(model), minus === '' ? undefined : scores(minus)];
  const rows: ChartRow[] = [...own].flatMap(([key, { query, document, score }]) => {
    const against = other?.get(key)?.score;
    if (other !== undefined && against === undefined) return [];
    return [
      {
        query: named(data, query),
        document: named(data, document),
        queryCode: query,
        documentCode: document,
        value: score,
        other: against ?? null,
        shown: against === undefined ? score : score - against,
      },
    ];
  });
  const order = byFamily(data, [
    ...new Set([...own.values()].flatMap(({ query, document }) => [query, document])),
  ]);
  return {
    id: 'pairs',
    title: `${metricOf(data, view)} by pair of languages: ${shortName(data, model)}${minus === '' ? '' : ` − ${shortName(data, minus)}`}`,
    alt: `${String(rows.length)} pairs of query and document language, ordered by family.`,
    columns: [
      { key: 'query', title: 'asked in' },
      { key: 'queryCode', title: 'code' },
      { key: 'document', title: 'documents in' },
      { key: 'documentCode', title: 'code' },
      { key: 'value', title: 'score', numeric: true },
      ...(minus === ''
        ? []
        : [
            { key: 'other', title: 'score of the other', numeric: true },
            { key: 'shown', title: 'difference', numeric: true },
          ]),
    ],
    rows,
    spec: (width) =>
      matrixSpec(data, width, rows, order, minus === '' ? 'score' : 'difference', 'documents in'),
  };
}

function named(data: PageData, tag: string): string {
  const [code = tag] = tag.split('-');
  return shown(languageName(data, code), 40);
}

/** Languages, relatives beside each other. */
function byFamily(data: PageData, tags: readonly string[]): string[] {
  const key = (tag: string): string => {
    const [code = tag] = tag.split('-');
    const facts = data.languages[code];
    return `${facts?.family ?? '\uffff'} ${facts?.genus ?? ''} ${facts?.name ?? code}`;
  };
  return [...tags].sort((x, y) => (key(x) < key(y) ? -1 : 1));
}

function matrixSpec(
  data: PageData,
  width: number,
  rows: readonly ChartRow[],
  order: readonly string[],
  kind: 'score' | 'difference',
  across: string,
): Spec {
  // names where there is room for them, else codes
  const roomy = width >= 560;
  const [query, document] = roomy ? ['query', 'document'] : ['queryCode', 'documentCode'];
  const sort = roomy ? order.map((tag) => named(data, tag)) : order;
  const room = Math.min(150, Math.max(70, width * 0.2));
  const columns = new Set(rows.map((row) => row['document'])).size;
  const lines = new Set(rows.map((row) => row['query'])).size;
  const size = Math.max(7, Math.min(30, (width - room - 70) / Math.max(1, columns)));
  const largest = Math.max(0.01, ...rows.map((row) => Math.abs(Number(row['shown']))));
  const scale =
    kind === 'difference'
      ? { scheme: 'purpleorange', domain: [-largest, largest], reverse: true }
      : { scheme: 'viridis' };
  const axis = {
    title: null,
    labelLimit: room - 8,
    labelFontSize: size < 14 ? 9 : 11,
    labelOverlap: false,
  };
  return base(width, {
    width: size * columns,
    height: size * lines,
    data: { values: rows },
    encoding: {
      y: { field: query, type: 'nominal', sort, axis: { ...axis, title: 'asked in' } },
      x: {
        field: document,
        type: 'nominal',
        sort,
        axis: { ...axis, title: across, orient: 'top', labelAngle: -60, labelAlign: 'left' },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: 'var(--paper)', strokeWidth: 1 },
        encoding: {
          color: {
            field: 'shown',
            type: 'quantitative',
            scale,
            legend: {
              title: null,
              orient: width < 560 ? 'bottom' : 'right',
              gradientLength: Math.min(160, size * lines),
              tickCount: 4,
            },
          },
          tooltip: [...new Set(rows.flatMap((row) => Object.keys(row)))]
            .filter((key) => key !== 'shown')
            .map((field) => ({ field })),
        },
      },
    ],
  });
}
