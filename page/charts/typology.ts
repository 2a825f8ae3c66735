import type { PageData } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import {
  groupingOf,
  metricOf,
  scopeOf,
  SERIES,
  settingOf,
  shortName,
  SETTING_TITLES,
  slicesOf,
  type LabelledSlice,
} from '../state/select.js';
import type { View } from '../state/view.js';
import { base, labelRoom, PALETTE, SHAPES, type Chart, type ChartRow } from './theme.js';

/** Groups of languages: a point per model, hollow where the group is too small to be read. */
export function typologyChart(data: PageData, view: View): Chart {
  const setting = settingOf(scopeOf(data, view), view);
  const slices = slicesOf(data, view, setting).slice(0, SERIES);
  const models = slices.map(({ label }) => shortName(data, label));
  const rows = slices.flatMap((one) => rowsOf(data, one, view.by));
  const groups = [...new Set(rows.map((row) => String(row['group'])))];
  const grouping = slices
    .map(({ slice }) => groupingOf(slice, view.by))
    .find((one) => one !== undefined);
  const metric = metricOf(data, view);
  return {
    id: 'typology',
    title: `${SETTING_TITLES[setting]}: ${metric} by ${grouping?.label ?? view.by}`,
    alt: `${String(groups.length)} groups of languages, ${String(models.length)} models. Hollow points: too few languages, genera or families to read the mean. The table below has every number and reason.`,
    columns: [
      { key: 'group', title: 'group' },
      { key: 'model', title: 'model' },
      { key: 'mean', title: 'mean', numeric: true },
      { key: 'low', title: 'low', numeric: true },
      { key: 'high', title: 'high', numeric: true },
      { key: 'languages', title: 'languages', numeric: true, digits: 0 },
      { key: 'genera', title: 'genera', numeric: true, digits: 0 },
      { key: 'families', title: 'families', numeric: true, digits: 0 },
      { key: 'reason', title: 'remark' },
      ...(rows.some((row) => row['doubts'] !== '') ? [{ key: 'doubts', title: 'doubts' }] : []),
    ],
    rows,
    spec: (width) => spec(width, rows, groups, models, metric),
  };
}

function spec(
  width: number,
  rows: readonly ChartRow[],
  groups: readonly string[],
  models: readonly string[],
  metric: string,
): ReturnType<Chart['spec']> {
  const room = labelRoom(width, groups);
  const remark = width < 560 ? 0 : 160;
  const narrow = width < 560;
  const y = {
    field: 'group',
    type: 'nominal',
    sort: groups,
    axis: { title: null, labelLimit: room - 12, grid: true, gridDash: [1, 3] },
    ...(models.length > 1 && { scale: { paddingInner: 0.25 } }),
  };
  const offset =
    models.length > 1 ? { yOffset: { field: 'model', type: 'nominal', sort: models } } : {};
  const x = {
    type: 'quantitative',
    scale: { zero: false, nice: true },
    axis: { title: metric, tickCount: 5 },
  };
  const colour = {
    field: 'model',
    type: 'nominal',
    scale: { domain: models, range: PALETTE.slice(0, models.length) },
    legend: { title: null, columns: narrow ? 1 : 4 },
  };
  const shape = {
    field: 'model',
    type: 'nominal',
    scale: { domain: models, range: SHAPES.slice(0, models.length) },
    legend: colour.legend,
  };
  const dot = { y, ...offset, x: { ...x, field: 'mean' }, stroke: colour, shape };
  const tooltip = ['group', 'model', 'mean', 'low', 'high', 'languages', 'families', 'reason'];
  return base(width, {
    width: Math.max(100, width - room - remark - 12),
    height: { step: models.length > 1 ? 9 * models.length + 8 : 24, for: 'position' },
    data: { values: rows },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.7 },
        encoding: {
          y,
          ...offset,
          x: { ...x, field: 'low' },
          x2: { field: 'high' },
          stroke: colour,
        },
      },
      {
        mark: { type: 'point', opacity: 1, fill: 'var(--paper)' },
        encoding: { ...dot, tooltip: tooltip.map((field) => ({ field })) },
      },
      {
        transform: [{ filter: 'datum.sufficient' }],
        mark: { type: 'point', opacity: 1 },
        encoding: { ...dot, fill: colour, tooltip: tooltip.map((field) => ({ field })) },
      },
      ...(remark === 0 ? [] : [reasons(y, width - room - remark, remark - 10)]),
    ],
  });
}

/** Beside each hollow group, why it is. */
function reasons(y: object, x: number, limit: number): object {
  return {
    transform: [
      { filter: "!datum.sufficient && datum.reason != null && datum.reason != ''" },
      { aggregate: [{ op: 'min', field: 'remark', as: 'remark' }], groupby: ['group'] },
    ],
    mark: { type: 'text', align: 'left', limit, x },
    encoding: { y, text: { field: 'remark', type: 'nominal' } },
  };
}

function rowsOf(data: PageData, { label, slice }: LabelledSlice, by: string): ChartRow[] {
  return (groupingOf(slice, by)?.groups ?? [])
    .filter(({ cells, mean }) => cells > 0 && mean !== null)
    .map((group) => ({
      group: shown(group.group, 60),
      model: shortName(data, label),
      mean: group.mean,
      low: group.interval?.low ?? null,
      high: group.interval?.high ?? null,
      languages: group.languages,
      genera: group.genera,
      families: group.families,
      sufficient: group.sufficient,
      reason: group.reason,
      doubts: group.warnings.join(', '),
      remark:
        group.reason === null
          ? ''
          : shown(group.reason, 40).replace(/^too few \((.*) needed\)$/, 'too few: needs $1'),
    }));
}
