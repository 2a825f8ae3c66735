import type { PageData } from '../../src/types/page.js';
import {
  metricOf,
  scopeOf,
  scoreOf,
  SETTING_TITLES,
  settingsOf,
  shortName,
  slicesOf,
} from '../state/select.js';
import type { Setting } from '../../src/types/dataset.js';
import type { View } from '../state/view.js';
import { base, labelRoom, type Chart, type ChartRow } from './theme.js';

/** Narrower than this, settings stand below each other. */
const SIDE_BY_SIDE = 640;

/** Every model in every setting: the mean over languages and its interval. */
export function overviewChart(data: PageData, view: View): Chart {
  const settings = settingsOf(scopeOf(data, view)).filter(
    (setting) => view.setting === '' || view.setting === setting,
  );
  const rows = settings.flatMap((setting) => rowsOf(data, view, setting));
  const order = [...new Set(rows.map((row) => String(row['model'])))];
  const metric = metricOf(data, view);
  return {
    id: 'overview',
    title: `Mean over languages, ${metric}`,
    alt: `${String(order.length)} models in ${String(settings.length)} settings: a point at the mean over languages, a line over its interval. The table below has every number.`,
    columns: [
      { key: 'model', title: 'model' },
      { key: 'setting', title: 'setting' },
      { key: 'mean', title: 'mean', numeric: true },
      { key: 'low', title: 'low', numeric: true },
      { key: 'high', title: 'high', numeric: true },
      { key: 'languages', title: 'languages', numeric: true, digits: 0 },
      { key: 'tasks', title: 'tasks', numeric: true, digits: 0 },
    ],
    rows,
    spec: (width) => {
      const columns = width < SIDE_BY_SIDE ? 1 : Math.max(1, settings.length);
      const room = labelRoom(width, order);
      return base(width, {
        width: Math.max(80, (width - room - 16 - 24 * (columns - 1)) / columns),
        height: { step: order.length > 30 ? 15 : 22 },
        data: { values: rows },
        facet: {
          field: 'setting',
          type: 'nominal',
          sort: settings.map((setting) => SETTING_TITLES[setting]),
          header: { title: null },
        },
        columns,
        spacing: 24,
        resolve: { scale: { x: 'shared', y: 'shared' } },
        spec: {
          width: Math.max(80, (width - room - 16 - 24 * (columns - 1)) / columns),
          height: { step: order.length > 30 ? 15 : 22 },
          layer: dotAndInterval(order, metric, room),
        },
      });
    },
  };
}

function dotAndInterval(order: readonly string[], metric: string, room: number): object[] {
  const y = {
    field: 'model',
    type: 'nominal',
    sort: order,
    axis: { title: null, labelLimit: room - 12 },
  };
  const x = {
    field: 'mean',
    type: 'quantitative',
    scale: { zero: false, nice: true },
    axis: { title: metric, tickCount: 4 },
  };
  return [
    {
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
    },
    {
      mark: { type: 'point', filled: true, color: 'var(--c1)', opacity: 1 },
      encoding: {
        y,
        x,
        tooltip: ['model', 'setting', 'mean', 'low', 'high', 'languages'].map((field) => ({
          field,
        })),
      },
    },
  ];
}

function rowsOf(data: PageData, view: View, setting: Setting): ChartRow[] {
  return slicesOf(data, view, setting).map(({ label, slice }) => ({
    model: shortName(data, label),
    setting: SETTING_TITLES[setting],
    mean: scoreOf(slice),
    low: slice.overall.languageMean.interval?.low ?? null,
    high: slice.overall.languageMean.interval?.high ?? null,
    languages: slice.overall.languages,
    tasks: slice.tasks.length,
  }));
}
