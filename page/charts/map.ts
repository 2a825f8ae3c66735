import land from 'world-atlas/land-110m.json';
import type { PageData } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import { LANGUAGES_GROUPING } from '../state/groupings.js';
import {
  groupingOf,
  languageName,
  metricOf,
  scopeOf,
  settingOf,
  SETTING_TITLES,
  slicesOf,
  shortName,
} from '../state/select.js';
import type { View } from '../state/view.js';
import { base, type Chart, type ChartRow } from './theme.js';

/** Where the languages are spoken, by their score or by the difference of two models. */
export function mapChart(data: PageData, view: View, model: string, minus: string): Chart {
  const setting = settingOf(scopeOf(data, view), view);
  const slices = slicesOf(data, view, setting);
  const scores = (label: string): Map<string, number> =>
    new Map(
      slices
        .filter((one) => one.label === label)
        .flatMap(({ slice }) => groupingOf(slice, LANGUAGES_GROUPING)?.groups ?? [])
        .flatMap(({ members: [code], mean, kind, group }) =>
          kind === 'group' && code !== undefined && mean !== null
            ? [[`${code} ${group}`, mean] as const]
            : [],
        ),
    );
  const [own, other] = [scores(model), minus === '' ? undefined : scores(minus)];
  const rows: ChartRow[] = [...own]
    .flatMap(([key, score]) => {
      const [code = ''] = key.split(' ');
      const against = other?.get(key);
      if (other !== undefined && against === undefined) return [];
      const facts = data.languages[code];
      return [
        {
          code,
          language: shown(languageName(data, code), 40),
          family: facts?.family ?? 'none',
          value: against === undefined ? score : score - against,
          latitude: facts?.latitude ?? null,
          longitude: facts?.longitude ?? null,
        },
      ];
    })
    .sort((x, y) => y.value - x.value);
  const what = minus === '' ? metricOf(data, view) : `difference in ${metricOf(data, view)}`;
  const placed = rows.filter(({ latitude }) => latitude !== null);
  return {
    id: 'map',
    title: `${SETTING_TITLES[setting]}: ${what}, ${shortName(data, model)}${minus === '' ? '' : ` − ${shortName(data, minus)}`}`,
    alt: `${String(placed.length)} languages at their place in Glottolog; ${String(rows.length - placed.length)} without a place are in the list only.`,
    columns: [
      { key: 'language', title: 'language' },
      { key: 'code', title: 'ISO 639-3' },
      { key: 'family', title: 'family' },
      { key: 'value', title: what, numeric: true },
      { key: 'latitude', title: 'latitude', numeric: true, digits: 1 },
      { key: 'longitude', title: 'longitude', numeric: true, digits: 1 },
    ],
    rows,
    spec: (width) => spec(width, placed, what, minus !== ''),
  };
}

function spec(
  width: number,
  placed: readonly ChartRow[],
  what: string,
  difference: boolean,
): ReturnType<Chart['spec']> {
  const largest = Math.max(0.01, ...placed.map((row) => Math.abs(Number(row['value']))));
  const scale = difference
    ? { scheme: 'purpleorange', reverse: true, domain: [-largest, largest] }
    : { scheme: 'viridis' };
  return base(width, {
    width,
    height: Math.round(width * 0.49),
    projection: { type: 'equalEarth' },
    layer: [
      { data: { sphere: true }, mark: { type: 'geoshape', fill: null, stroke: 'var(--rule)' } },
      {
        data: { values: land, format: { type: 'topojson', feature: 'land' } },
        mark: { type: 'geoshape', fill: 'var(--land)' },
      },
      {
        data: { values: placed },
        mark: {
          type: 'circle',
          opacity: 1,
          size: Math.max(40, width / 8),
          stroke: 'var(--ink)',
          strokeWidth: 0.6,
        },
        encoding: {
          longitude: { field: 'longitude', type: 'quantitative' },
          latitude: { field: 'latitude', type: 'quantitative' },
          color: {
            field: 'value',
            type: 'quantitative',
            scale,
            legend: { title: what, orient: 'bottom', gradientLength: Math.min(240, width * 0.6) },
          },
          tooltip: ['language', 'family', 'value'].map((field) => ({ field })),
        },
      },
    ],
  });
}
