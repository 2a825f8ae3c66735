import type { CellScore } from '../types/cell-score.js';
import type { Aggregation, AggregationSlice, GroupScore } from '../types/generated/aggregation.js';
import type { Grouping } from '../typology/grouping-types.js';
import type { TableModel } from '../types/table.js';
import { aggregate, type AggregateOptions } from '../analysis/aggregate/aggregate.js';
import { parseDimension } from '../analysis/aggregate/dimensions.js';
import {
  formatInterval,
  formatScore,
  intervalCell,
  metricLabel,
  SETTING_COLUMNS,
} from './format.js';
import { counted, listed } from '../base/wording.js';
import { warningCodes } from '../warnings/record.js';
import { Marks, type ExplainMark } from './marks.js';

/** Groupings of the table at the end of a run; the JSON beside it holds the rest. */
const TABLE_GROUPINGS = ['seen', 'script-class', 'word-order'] as const;

/**
 * The table at the end of a run: one model, groups as rows, a score and its interval for each
 * setting as columns.
 * @param cells of one model (of several, the first by name is shown)
 * @param explain what stands below the table for a mark; default: the whole sentence
 */
export function typologyTable(
  cells: readonly CellScore[],
  options: AggregateOptions = {},
  explain?: ExplainMark,
): TableModel {
  const by = options.by ?? groupingsFor(cells);
  return (
    typologyTables(aggregate(cells, { ...options, by }), options.groupings, explain)[0] ?? {
      title: 'no scores',
      columns: [],
      rows: [],
      notes: [],
    }
  );
}

/** Whether any group of the table at the end of a run has enough languages to be read. */
export function anySufficient(cells: readonly CellScore[]): boolean {
  const by = groupingsFor(cells);
  return aggregate(cells, { by, draws: 0 }).slices.some(({ groupings }) =>
    groupings.some(({ groups }) =>
      groups.some(({ kind, sufficient }) => kind === 'group' && sufficient),
    ),
  );
}

function groupingsFor(cells: readonly CellScore[]): readonly string[] {
  const known = cells.some((cell) => cell.model.backbone !== undefined);
  return TABLE_GROUPINGS.filter((id) => known || id !== 'seen');
}

/**
 * One table per model of an aggregation, settings side by side.
 * @param groupings of the user's own that the aggregation was made by
 */
export function typologyTables(
  aggregation: Aggregation,
  groupings: readonly Grouping[] = [],
  explain?: ExplainMark,
): TableModel[] {
  const models = new Map<string, AggregationSlice[]>();
  for (const slice of aggregation.slices) {
    const key = `${slice.model.name} @${slice.model.revision}`;
    models.set(key, [...(models.get(key) ?? []), slice]);
  }
  const marks = new Marks(
    aggregation.slices.flatMap(({ warnings }) => warnings),
    explain,
  );
  return marks.explained(
    [...models.values()].map((slices) => modelTable(slices, aggregation, groupings, marks)),
  );
}

function modelTable(
  slices: readonly AggregationSlice[],
  aggregation: Aggregation,
  groupings: readonly Grouping[],
  marks: Marks,
): TableModel {
  const tasks = [...new Set(slices.flatMap((slice) => slice.tasks))];
  const metrics = [...new Set(slices.flatMap((slice) => slice.metrics))];
  const model = slices[0]?.model;
  const level = `${String(Math.round(aggregation.options.level * 100))} % interval`;
  return {
    title: `${listed(tasks)} · ${listed(metrics.map(metricLabel))} · ${model?.name ?? ''} @${(model?.revision ?? '').slice(0, 12)}`,
    columns: [
      { title: 'group', align: 'left' },
      { title: 'languages', align: 'right' },
      ...slices.flatMap((slice) => [
        { title: SETTING_COLUMNS[slice.setting], align: 'right' } as const,
        { title: level, align: 'left' } as const,
      ]),
    ],
    rows: [
      ...aggregation.options.by.flatMap((by) => groupRows(by, slices, marks)),
      ...overallRows(slices, marks),
    ],
    basis: aggregationBasis(aggregation, slices),
    notes: notes(slices, aggregation, groupings),
  };
}

/** Sample, clusters and intervals, as a caption names them. */
export function aggregationBasis(
  { options }: Aggregation,
  slices: readonly AggregationSlice[],
): string[] {
  const most = (of: (slice: AggregationSlice) => number): number => Math.max(0, ...slices.map(of));
  return [
    `n = ${counted(
      most(({ overall }) => overall.languages),
      'language',
    )}`,
    `clusters: ${counted(
      most(({ overall }) => overall.families),
      'language family',
      'language families',
    )}`,
    ...(options.draws === 0
      ? []
      : [`${String(Math.round(options.level * 100))} % t intervals over families (CR2)`]),
    'one run per model',
    'nothing is tested here',
  ];
}

function groupRows(by: string, slices: readonly AggregationSlice[], marks: Marks): string[][] {
  const groupings = slices.map((slice) => slice.groupings.find((entry) => entry.by === by));
  const label = groupings.find((entry) => entry !== undefined)?.label ?? by;
  const names = [
    ...new Set(groupings.flatMap((entry) => entry?.groups.map((group) => group.group) ?? [])),
  ];
  const isGroup = (name: string): boolean =>
    groupings.some((entry) =>
      entry?.groups.some((group) => group.group === name && group.kind === 'group'),
    );
  const any = (name: string): boolean =>
    groupings.some((entry) =>
      entry?.groups.some(({ group, cells, languages }) => group === name && cells + languages > 0),
    );
  const ordered = [...names.filter(isGroup), ...names.filter((name) => !isGroup(name))].filter(any);
  if (ordered.length === 0) return [];
  return [
    [label, '', ...slices.flatMap(() => ['', ''])],
    ...ordered.map((name) => {
      const groups = groupings.map((entry) => entry?.groups.find((group) => group.group === name));
      return [
        `  ${name}`,
        counts(groups),
        ...groups.flatMap((group) =>
          group === undefined
            ? ['', '']
            : [
                group.cells === 0 ? '' : marks.beside(formatScore(group.mean), group.warnings),
                intervalCell(group),
              ],
        ),
      ];
    }),
  ];
}

/** Languages of the group; `14 / 12` where the settings differ. */
function counts(groups: readonly (GroupScore | undefined)[]): string {
  return [...new Set(groups.map((group) => String(group?.languages ?? 0)))].join(' / ');
}

function overallRows(slices: readonly AggregationSlice[], marks: Marks): string[][] {
  const distinct = (pick: (slice: AggregationSlice) => number): string =>
    [...new Set(slices.map((slice) => String(pick(slice))))].join(' / ');
  const languages = distinct((slice) => slice.overall.languages);
  const families = distinct((slice) => slice.overall.families);
  const row = (
    label: string,
    pick: (slice: AggregationSlice) => readonly [number | null, string],
  ): string[] => [
    label,
    languages,
    ...slices.flatMap((slice) => {
      const [mean, interval] = pick(slice);
      return [marks.beside(formatScore(mean), warningCodes(slice.warnings)), interval];
    }),
  ];
  return [
    ['all', '', ...slices.flatMap(() => ['', ''])],
    row("  MTEB's mean", ({ overall }) => [overall.mtebMean, '']),
    row('  language mean', ({ overall }) => [
      overall.languageMean.mean,
      formatInterval(overall.languageMean.interval),
    ]),
    row(
      `  genus → family mean (${families} ${families === '1' ? 'family' : 'families'})`,
      ({ overall }) => [
        overall.genusFamilyMean.mean,
        formatInterval(overall.genusFamilyMean.interval),
      ],
    ),
    row('  √n-weighted family mean', ({ overall }) => [
      overall.sqrtFamilyMean.mean,
      formatInterval(overall.sqrtFamilyMean.interval),
    ]),
  ];
}

function notes(
  slices: readonly AggregationSlice[],
  aggregation: Aggregation,
  groupings: readonly Grouping[],
): string[] {
  const found: string[] = [];
  const few: string[] = [];
  for (const by of aggregation.options.by) {
    const groups = slices.flatMap((slice) =>
      slice.groupings.filter((entry) => entry.by === by).flatMap((entry) => entry.groups),
    );
    if (groups.some((group) => group.kind === 'group' && !group.sufficient)) {
      const { languages, genera, families } = parseDimension(by, groupings).minimum;
      const parts = [
        `${String(languages)} languages`,
        ...(genera > 1 ? [`${String(genera)} genera`] : []),
        ...(families > 1 ? [`${String(families)} families`] : []),
      ];
      found.push(`too few: a group by ${by} needs ${parts.join(', ')}`);
    }
    if (groups.some((group) => group.sufficient && group.interval === null)) few.push(by);
    const caveat = slices
      .flatMap((slice) =>
        slice.groupings.filter((entry) => entry.by === by).map((entry) => entry.descriptive),
      )
      .find((text) => text !== null);
    if (caveat !== undefined) found.push(`${by} describes, it does not compare: ${caveat}`);
  }
  if (few.length > 0 && aggregation.options.draws > 0)
    found.push('few families: worth under four degrees of freedom, so no interval');
  if (slices.some((slice) => slice.setting === 'crosslingual'))
    found.push(
      `a cross-lingual cell counts once, for its ${aggregation.options.side === 'pair' ? 'ordered pair' : `${aggregation.options.side} language`}`,
    );
  const romanised = slices.reduce(
    (sum, slice) => sum + Math.max(0, ...slice.groupings.map((entry) => entry.leftOut)),
    0,
  );
  if (romanised > 0)
    found.push(
      `${counted(romanised, 'cell')} in romanised script left out; --by romanised shows them`,
    );
  return found;
}
