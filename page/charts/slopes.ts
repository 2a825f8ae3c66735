import type { FactorialAnalysis } from '../../src/types/generated/factorial.js';
import type { PageData } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import { metricOf, SETTING_TITLES, SETTINGS } from '../state/select.js';
import type { View } from '../state/view.js';
import { base, PALETTE, SHAPES, type Chart, type ChartRow } from './theme.js';

/**
 * Backbone × batching over the three settings: a line per batching, a panel per backbone, runs as
 * small points.
 */
export function slopesChart(data: PageData, view: View, analysis: FactorialAnalysis): Chart {
  const cells: ChartRow[] = analysis.groups
    .filter(({ by }) => by === null)
    .flatMap(({ setting, cells: found }) =>
      found.map(({ backbone, batching, mean, interval, questions, runs }) => ({
        kind: 'mean',
        setting: SETTING_TITLES[setting],
        backbone: shown(backbone, 40),
        batching: shown(batching, 40),
        model: null,
        mean,
        runs,
        of: interval === null ? 'other questions' : 'other training runs',
        low: (interval ?? questions.interval)?.low ?? null,
        high: (interval ?? questions.interval)?.high ?? null,
      })),
    );
  const rows = [...cells, ...runs(data, analysis)].filter(
    (row) =>
      (view.backbone === '' || row['backbone'] === shown(view.backbone, 40)) &&
      (view.batching === '' || row['batching'] === shown(view.batching, 40)),
  );
  const metric = metricOf(data, { ...view, task: 'all' });
  return {
    id: 'slopes',
    title: `${metric} by backbone and batching`,
    alt: 'A line per way of drawing batches over monolingual, cross-lingual and pool; a panel per backbone; the table below has every number.',
    columns: [
      { key: 'backbone', title: 'backbone' },
      { key: 'batching', title: 'batching' },
      { key: 'setting', title: 'setting' },
      { key: 'model', title: 'run' },
      { key: 'mean', title: 'mean', numeric: true },
      { key: 'runs', title: 'runs', numeric: true, digits: 0 },
      { key: 'of', title: 'interval for' },
      { key: 'low', title: 'low', numeric: true },
      { key: 'high', title: 'high', numeric: true },
    ],
    rows,
    spec: (width) => spec(width, rows, metric),
  };
}

/** As much as two ways of summing the same numbers differ. */
const SAME = 1e-9;

/**
 * Scores of single runs, from the comparison of all models: shown where it rests on the same
 * cells, which it does where the means of the conditions come out the same.
 */
function runs(data: PageData, analysis: FactorialAnalysis): ChartRow[] {
  const condition = new Map(analysis.models.map((one) => [one.model, one]));
  return (data.scopes[0]?.comparison?.groups ?? [])
    .filter(({ by }) => by === null)
    .flatMap(({ setting, ranking }) => {
      const own = ranking.filter(({ model }) => condition.has(model));
      const cells = analysis.groups.find(
        (one) => one.by === null && one.setting === setting,
      )?.cells;
      const same = cells?.every(({ backbone, batching, mean }) => {
        const scores = own.filter(({ model }) => {
          const found = condition.get(model);
          return found?.backbone === backbone && found.batching === batching;
        });
        const sum = scores.reduce((total, { score }) => total + score, 0);
        return Math.abs(sum / scores.length - mean) < SAME;
      });
      if (same !== true) return [];
      return own.map(({ model, score }) => ({
        kind: 'run',
        setting: SETTING_TITLES[setting],
        backbone: shown(condition.get(model)?.backbone ?? '', 40),
        batching: shown(condition.get(model)?.batching ?? '', 40),
        model: shown(model, 60),
        mean: score,
        runs: 1,
        of: null,
        low: null,
        high: null,
      }));
    });
}

const BATCHINGS = ['monolingual', 'cross-lingual', 'hybrid'];

/** As everywhere: monolingual, cross-lingual, hybrid, then by name. */
function inOrder(batchings: readonly string[]): string[] {
  const place = (name: string): number => {
    const at = BATCHINGS.findIndex((known) => name.startsWith(known));
    return at < 0 ? BATCHINGS.length : at;
  };
  return [...new Set(batchings)].sort((x, y) => place(x) - place(y) || (x < y ? -1 : 1));
}

function spec(width: number, rows: readonly ChartRow[], metric: string): ReturnType<Chart['spec']> {
  const backbones = [...new Set(rows.map((row) => row['backbone']))];
  const batchings = inOrder(rows.map((row) => String(row['batching'])));
  const columns = Math.max(1, Math.min(backbones.length, Math.floor(width / 200)));
  return base(width, {
    data: {
      values: rows.map((row) => ({ ...row, panel: `backbone: ${String(row['backbone'])}` })),
    },
    facet: {
      field: 'panel',
      type: 'nominal',
      header: { title: null },
    },
    columns,
    spacing: 24,
    spec: {
      width: Math.min(420, Math.max(110, (width - 60) / columns - 24)),
      height: 260,
      layer: layers(batchings, metric),
    },
  });
}

function layers(batchings: readonly string[], metric: string): object[] {
  const x = {
    field: 'setting',
    type: 'ordinal',
    sort: SETTINGS.map((setting) => SETTING_TITLES[setting]),
    axis: { title: null, labelAngle: 0, labelColor: 'var(--ink)' },
  };
  const y = {
    field: 'mean',
    type: 'quantitative',
    scale: { zero: false },
    axis: { title: metric, grid: true, tickCount: 5 },
  };
  const of = (range: readonly string[]): object => ({
    field: 'batching',
    type: 'nominal',
    scale: { domain: batchings, range: range.slice(0, batchings.length) },
    legend: { title: 'batching' },
  });
  const color = of(PALETTE);
  const only = (kind: string): object[] => [{ filter: `datum.kind === '${kind}'` }];
  const tooltip = (...fields: readonly string[]): object[] => fields.map((field) => ({ field }));
  const means = tooltip('backbone', 'batching', 'setting', 'mean', 'runs', 'of', 'low', 'high');
  return [
    {
      transform: only('mean'),
      mark: { type: 'line', strokeWidth: 2 },
      encoding: { x, y, color },
    },
    {
      transform: only('mean'),
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
    },
    {
      transform: only('mean'),
      mark: { type: 'point', filled: true, opacity: 1, size: 70 },
      encoding: { x, y, color, shape: of(SHAPES), tooltip: means },
    },
    {
      transform: only('run'),
      mark: { type: 'point', opacity: 0.8, size: 18, strokeWidth: 1 },
      encoding: { x, y, color, tooltip: tooltip('model', 'setting', 'mean') },
    },
  ];
}
