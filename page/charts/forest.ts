import { LANGUAGES_GROUPING } from '../state/groupings.js';
import type { Bounds, GroupComparison } from '../../src/types/generated/comparison.js';
import type { PageData } from '../../src/types/page.js';
import { shown } from '../../src/report/page/shown.js';
import {
  languageName,
  metricOf,
  scopeOf,
  settingOf,
  SETTING_TITLES,
  shortName,
  groupingOf,
  slicesOf,
} from '../state/select.js';
import { DEFAULT_VIEW, type View } from '../state/view.js';
import type { GroupScore } from '../../src/types/generated/aggregation.js';
import { base, labelRoom, type Chart, type ChartRow } from './theme.js';

/** a − b of one group, whichever way round the command has the pair. */
interface Difference {
  readonly value: number;
  readonly interval: Bounds | null;
}

function differenceIn(group: GroupComparison, a: string, b: string): Difference | undefined {
  const forward = group.pairs.find((pair) => pair.a === a && pair.b === b);
  if (forward !== undefined) return { value: forward.difference, interval: forward.interval };
  const back = group.pairs.find((pair) => pair.a === b && pair.b === a);
  if (back !== undefined)
    return {
      value: -back.difference,
      interval:
        back.interval === null ? null : { low: -back.interval.high, high: -back.interval.low },
    };
  return undefined;
}

/** Of each language: from the comparison, or of many models from their means. */
function differences(
  data: PageData,
  view: View,
  a: string,
  b: string,
): readonly (readonly [language: string, Difference])[] {
  const scope = scopeOf(data, view);
  const setting = settingOf(scope, view);
  if (scope.byLanguage !== null)
    return scope.byLanguage.groups
      .filter((group) => group.setting === setting && group.by === LANGUAGES_GROUPING)
      .flatMap((group) => {
        const found = differenceIn(group, a, b);
        return found === undefined ? [] : [[group.group, found] as const];
      });
  const slices = slicesOf(data, { ...DEFAULT_VIEW, task: view.task }, setting);
  const groups = (label: string): readonly GroupScore[] =>
    slices
      .filter((one) => one.label === label)
      .flatMap(({ slice }) => groupingOf(slice, LANGUAGES_GROUPING)?.groups ?? [])
      .filter(({ kind }) => kind === 'group');
  const others = new Map(groups(b).map(({ group, mean }) => [group, mean]));
  return groups(a).flatMap(({ group, mean }) => {
    const other = others.get(group) ?? null;
    if (mean === null || other === null) return [];
    return [[group, { value: mean - other, interval: null }] as const];
  });
}

/** Two models language by language, the largest difference first. */
export function forestChart(data: PageData, view: View, a: string, b: string): Chart {
  const scope = scopeOf(data, view);
  const setting = settingOf(scope, view);
  const rows: ChartRow[] = differences(data, view, a, b)
    .flatMap(([language, found]) => {
      const code = language.split('-')[0] ?? language;
      return [
        {
          code: language,
          language: shown(languageName(data, code), 40),
          family: data.languages[code]?.family ?? 'none',
          difference: found.value,
          low: found.interval?.low ?? null,
          high: found.interval?.high ?? null,
          clear: found.interval !== null && (found.interval.low > 0 || found.interval.high < 0),
        },
      ];
    })
    .sort((x, y) => y.difference - x.difference)
    .map((row, _, all) =>
      // a language in two scripts is two rows
      all.some((other) => other !== row && other.language === row.language)
        ? { ...row, language: `${row.language} (${row.code})` }
        : row,
    );
  const metric = metricOf(data, view);
  return {
    id: 'forest',
    title: `${SETTING_TITLES[setting]}: difference in ${metric}, ${shortName(data, a)} − ${shortName(data, b)}`,
    alt: `${String(rows.length)} languages, sorted by the difference. Full points: the interval is clear of zero.`,
    columns: [
      { key: 'code', title: 'ISO 639-3' },
      { key: 'language', title: 'language' },
      { key: 'family', title: 'family' },
      { key: 'difference', title: 'difference', numeric: true },
      { key: 'low', title: 'low', numeric: true },
      { key: 'high', title: 'high', numeric: true },
    ],
    rows,
    spec: (width) => spec(width, rows, metric),
  };
}

function spec(width: number, rows: readonly ChartRow[], metric: string): ReturnType<Chart['spec']> {
  const room = labelRoom(
    width,
    rows.map((row) => String(row['language'])),
  );
  const y = {
    field: 'code',
    type: 'nominal',
    sort: null,
    axis: { title: null, labelLimit: room - 12, labelExpr: 'datum.label' },
  };
  const x = {
    type: 'quantitative',
    axis: { title: `difference in ${metric}`, tickCount: 5, format: '+.2~f' },
  };
  return base(width, {
    width: Math.max(100, width - room - 24),
    height: { step: rows.length > 40 ? 13 : 20 },
    data: { values: rows },
    layer: [
      {
        data: { values: [{ zero: 0 }] },
        mark: { type: 'rule', color: 'var(--ink)', strokeWidth: 1 },
        encoding: { x: { ...x, field: 'zero' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 1.5 },
        encoding: {
          y: { ...y, field: 'language' },
          x: { ...x, field: 'low' },
          x2: { field: 'high' },
        },
      },
      {
        mark: { type: 'point', opacity: 1, stroke: 'var(--c1)' },
        encoding: {
          y: { ...y, field: 'language' },
          x: { ...x, field: 'difference' },
          fill: { condition: { test: 'datum.clear', value: 'var(--c1)' }, value: 'var(--paper)' },
          tooltip: ['language', 'family', 'difference', 'low', 'high'].map((field) => ({ field })),
        },
      },
    ],
  });
}
