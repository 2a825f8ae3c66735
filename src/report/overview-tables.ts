import type { Aggregation, AggregationSlice } from '../types/generated/aggregation.js';
import type { Setting } from '../types/dataset.js';
import type { TableModel } from '../types/table.js';
import { UNRANKED } from '../results/comparable/codes.js';
import { betterSign } from '../scores/direction.js';
import { modelLabels } from '../analysis/compare/labels.js';
import { counted } from '../base/wording.js';
import { warningCodes } from '../warnings/record.js';
import { Marks } from './marks.js';
import { aggregationBasis } from './typology-table.js';
import { formatInterval, formatScore, SETTING_NAMES } from './format.js';
import { left, right } from './columns.js';

/** Groups side by side that still fit a terminal. */
const GROUP_COLUMNS = 7;

/** Many models: per setting one table of averages and one per grouping, models as rows. */
export function overviewTables(aggregation: Aggregation): TableModel[] {
  const settings = [...new Set(aggregation.slices.map((slice) => slice.setting))];
  const marks = new Marks(aggregation.slices.flatMap(({ warnings }) => warnings));
  const tables = settings.flatMap((setting) => {
    const slices = aggregation.slices.filter((slice) => slice.setting === setting);
    return [
      averages(setting, slices, marks, aggregation),
      ...aggregation.options.by.map((by) => groupTable(by, setting, slices, marks, aggregation)),
    ];
  });
  return marks.explained(tables);
}

/**
 * Higher is better, whatever the metrics; a model without a mean comes last, before it one whose
 * mean ranks nothing.
 */
function rankValue({ overall, warnings }: AggregationSlice, sign: 1 | -1): [number, number] {
  const { mean } = overall.genusFamilyMean;
  if (mean === null) return [0, 0];
  return [warnings.some(({ code }) => UNRANKED.has(code)) ? 1 : 2, sign * mean];
}

function averages(
  setting: Setting,
  slices: readonly AggregationSlice[],
  marks: Marks,
  aggregation: Aggregation,
): TableModel {
  const sign = betterSign(slices.flatMap(({ metrics }) => metrics));
  const sorted = [...slices].sort(
    (a, b) =>
      rankValue(b, sign)[0] - rankValue(a, sign)[0] ||
      rankValue(b, sign)[1] - rankValue(a, sign)[1] ||
      (a.model.name < b.model.name ? -1 : 1),
  );
  const labels = modelLabels(sorted.map(({ model }) => model));
  return {
    title: `${SETTING_NAMES[setting]} · averages`,
    columns: [
      left('model'),
      right('tasks'),
      right('lang.'),
      right('fam.'),
      right('MTEB'),
      right('L'),
      right('L→G→F'),
      left('interval'),
      right('√F'),
    ],
    rows: sorted.map(({ tasks, overall, warnings }, i) => {
      const marked = (mean: number | null): string =>
        marks.beside(formatScore(mean), warningCodes(warnings));
      return [
        labels[i] ?? '',
        String(tasks.length),
        String(overall.languages),
        String(overall.families),
        marked(overall.mtebMean),
        marked(overall.languageMean.mean),
        marked(overall.genusFamilyMean.mean),
        formatInterval(overall.genusFamilyMean.interval),
        marked(overall.sqrtFamilyMean.mean),
      ];
    }),
    basis: aggregationBasis(aggregation, slices),
    notes: [
      'MTEB: mean over tasks; L: mean over languages; L→G→F: languages → genera → families, with its interval; √F: families weighted by the root of their size',
    ],
  };
}

function groupTable(
  by: string,
  setting: Setting,
  slices: readonly AggregationSlice[],
  marks: Marks,
  aggregation: Aggregation,
): TableModel {
  const of = (slice: AggregationSlice): AggregationSlice['groupings'][number] | undefined =>
    slice.groupings.find((grouping) => grouping.by === by);
  const languages = new Map<string, number>();
  for (const slice of slices)
    for (const group of of(slice)?.groups ?? [])
      if (group.languages > 0)
        languages.set(group.group, Math.max(languages.get(group.group) ?? 0, group.languages));
  const buckets = new Set(
    slices.flatMap(
      (slice) =>
        of(slice)
          ?.groups.filter((group) => group.kind !== 'group')
          .map((group) => group.group) ?? [],
    ),
  );
  const known = [...languages.keys()]
    .filter((name) => !buckets.has(name))
    .sort((a, b) => (languages.get(b) ?? 0) - (languages.get(a) ?? 0));
  const shown = [
    ...known.slice(0, GROUP_COLUMNS),
    ...[...buckets].filter((name) => languages.has(name)),
  ];
  const labels = modelLabels(slices.map(({ model }) => model));
  const hidden = known.length - Math.min(known.length, GROUP_COLUMNS);
  const descriptive = slices
    .map((slice) => of(slice)?.descriptive)
    .find((text) => text !== null && text !== undefined);
  return {
    title: `${SETTING_NAMES[setting]} · ${slices.map((slice) => of(slice)?.label).find((label) => label !== undefined) ?? by}`,
    columns: [left('model'), ...shown.map(right)],
    // Without a group there is nothing to show.
    rows: (shown.length === 0 ? [] : slices).map((slice, i) => [
      labels[i] ?? '',
      ...shown.map((name) => {
        const group = of(slice)?.groups.find((entry) => entry.group === name);
        if (group === undefined || group.cells === 0) return '';
        return `${marks.beside(formatScore(group.mean), group.warnings)} ${group.sufficient ? ' ' : '?'} ${String(group.languages).padStart(3)}`;
      }),
    ]),
    remarks:
      hidden > 0
        ? [`${counted(hidden, 'smaller group is', 'smaller groups are')} in --csv and --json`]
        : [],
    basis: aggregationBasis(aggregation, slices),
    notes: [
      'after each score: number of languages; ? = too few to read the mean',
      ...(descriptive === undefined
        ? []
        : [`${by} describes, it does not compare: ${descriptive}`]),
    ],
  };
}
