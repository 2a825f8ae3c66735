import { LANGUAGES_GROUPING } from '../state/groupings.js';
import type { PageData } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
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

export const SIZES: Readonly<Record<string, string>> = {
  cc100: 'text in CC-100, the corpus of XLM-R (GiB)',
  mc4: 'text in mC4, the corpus of mT5 (billions of tokens)',
};

/** The model whose languages are drawn: the first of two that are compared, else the best. */
function shownModel(data: PageData, view: View): string | undefined {
  const slices = slicesOf(data, view, settingOf(scopeOf(data, view), view));
  return (slices.find(({ label }) => label === view.a) ?? slices[0])?.label;
}

/** Score of each language against the size of its pretraining text. */
export function scatterChart(data: PageData, view: View): Chart {
  const setting = settingOf(scopeOf(data, view), view);
  const model = shownModel(data, view);
  const size = view.size === 'mc4' ? 'mc4' : 'cc100';
  const slice = slicesOf(data, view, setting).find(({ label }) => label === model)?.slice;
  const rows: ChartRow[] = (
    slice === undefined ? [] : (groupingOf(slice, LANGUAGES_GROUPING)?.groups ?? [])
  )
    .filter(({ kind, mean }) => kind === 'group' && mean !== null)
    .map(({ mean, members: [code = ''] }) => ({
      code,
      language: shown(languageName(data, code), 40),
      family: data.languages[code]?.family ?? 'none',
      size: data.languages[code]?.[size] ?? null,
      score: mean,
    }));
  const metric = metricOf(data, view);
  const drawn = rows.filter(({ size: known }) => typeof known === 'number' && known > 0);
  return {
    id: 'scatter',
    title: `${SETTING_TITLES[setting]}: ${metric} of ${shortName(data, model ?? '–')} against ${SIZES[size] ?? size}`,
    alt: `${String(drawn.length)} languages; ${String(rows.length - drawn.length)} without a size are in the table only.`,
    columns: [
      { key: 'code', title: 'ISO 639-3' },
      { key: 'language', title: 'language' },
      { key: 'family', title: 'family' },
      { key: 'size', title: SIZES[size] ?? size, numeric: true },
      { key: 'score', title: metric, numeric: true },
    ],
    rows,
    spec: (width) =>
      base(width, {
        width: width - 60,
        height: Math.min(380, width * 0.6),
        data: { values: drawn },
        encoding: {
          x: {
            field: 'size',
            type: 'quantitative',
            scale: { type: 'log' },
            axis: {
              title: SIZES[size],
              values: [0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000],
              format: '~g',
            },
          },
          y: {
            field: 'score',
            type: 'quantitative',
            scale: { zero: false },
            axis: { title: metric, grid: true, tickCount: 5 },
          },
        },
        layer: [
          {
            mark: { type: 'point', filled: true, color: 'var(--c1)', opacity: 0.85 },
            encoding: {
              tooltip: ['language', 'family', 'size', 'score'].map((field) => ({ field })),
            },
          },
          ...(drawn.length > 40
            ? []
            : [
                {
                  mark: { type: 'text', align: 'left', dx: 7, dy: 1 },
                  encoding: { text: { field: 'code' } },
                },
              ]),
        ],
      }),
  };
}
