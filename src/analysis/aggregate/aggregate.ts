import type { CellScore } from '../../types/cell-score.js';
import type { Aggregation, AggregationSlice, Side } from '../../types/generated/aggregation.js';
import type { Backbone } from '../../types/language.js';
import { diversity } from '../../typology/diversity.js';
import type { Grouping, GroupingContext } from '../../typology/grouping-types.js';
import type { ResourceClasses } from '../../typology/resource-classes.js';
import type { Warning } from '../../types/generated/warning.js';
import { distinctWarnings, warningOf } from '../../warnings/record.js';
import { VALUELESS } from '../../results/comparable/codes.js';
import { parseDimension, unitSide, type Dimension } from './dimensions.js';
import { groupScores } from './group-scores.js';
import type { BootstrapOptions } from './interval.js';
import { overallScores } from './overall.js';
import { sideLanguage, toUnits, type Unit } from './units.js';

export interface AggregateOptions {
  /**
   * Groupings as after `--by`; see {@link groupingNames}. Default: seen, family, script-class,
   * word-order.
   */
  readonly by?: readonly string[] | undefined;
  /** Whose language a cross-lingual cell counts for. Default: query. */
  readonly side?: Side | undefined;
  /** Default 42. */
  readonly seed?: number | undefined;
  /** Bootstrap resamples, default 2000; 0 = no intervals. */
  readonly draws?: number | undefined;
  /** Coverage of the intervals, default 0.95. */
  readonly level?: number | undefined;
  /** The user's copy of the Joshi et al. classes, for `resource-class`. */
  readonly resourceClasses?: ResourceClasses | undefined;
  /** Groupings of the user's own that `by` may name (`readGrouping`). */
  readonly groupings?: readonly Grouping[] | undefined;
}

export const DEFAULT_GROUPINGS = ['seen', 'family', 'script-class', 'word-order'] as const;

/**
 * Groups scores by typology. One slice per model and setting, since settings are never averaged.
 * Within a slice: cells (split × subset) → task → language in a script → language → group;
 * languages without a value are kept apart. The result does not depend on the order of `cells`.
 * Throws GB_USAGE for an unknown grouping.
 */
export function aggregate(
  cells: readonly CellScore[],
  options: AggregateOptions = {},
): Aggregation {
  const by = options.by ?? DEFAULT_GROUPINGS;
  const dimensions = by.map((text) => parseDimension(text, options.groupings));
  const side = options.side ?? 'query';
  const bootstrap: BootstrapOptions = {
    seed: options.seed ?? 42,
    draws: options.draws ?? 2000,
    level: options.level ?? 0.95,
  };
  const scored = cells.filter((cell) => Number.isFinite(cell.mainScore));
  // A cell that lost its value has something to say: its model stays in the table, without a
  // number.
  const shown = cells.filter(
    ({ mainScore, warnings: found = [] }) =>
      Number.isFinite(mainScore) || found.some(({ code }) => VALUELESS.has(code)),
  );
  const slices = slice(shown).map((group) =>
    aggregateSlice(group, dimensions, side, options.resourceClasses, bootstrap),
  );
  const leftOut: Record<string, number> = {};
  if (shown.length < cells.length) leftOut['no score (NaN)'] = cells.length - shown.length;
  if (scored.length < shown.length)
    leftOut['they cannot be compared (marked)'] = shown.length - scored.length;
  return {
    format: 1,
    options: { by: dimensions.map((dimension) => dimension.id), side, ...bootstrap },
    diversity: diversity(languagesOf(scored)),
    slices,
    leftOut,
    warnings: warnings(slices),
  };
}

const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;

/** Cells by model and setting, all in a fixed order. */
function slice(cells: readonly CellScore[]): CellScore[][] {
  const groups = new Map<string, { readonly id: string; readonly cell: CellScore }[]>();
  for (const cell of cells) {
    const key = [cell.model.name, cell.model.revision, String(SETTINGS.indexOf(cell.setting))].join(
      '\0',
    );
    const entry = {
      id: [
        cell.task,
        cell.split,
        cell.subset,
        cell.queryLanguages.join(),
        cell.documentLanguages.join(),
        String(cell.mainScore),
      ].join('\0'),
      cell,
    };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.keys()]
    .sort()
    .map((key) =>
      (groups.get(key) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1)).map((entry) => entry.cell),
    );
}

function aggregateSlice(
  all: readonly CellScore[],
  dimensions: readonly Dimension[],
  wanted: Side,
  resourceClasses: ResourceClasses | undefined,
  bootstrap: BootstrapOptions,
): AggregationSlice {
  const [first] = all;
  if (first === undefined) throw new Error('a slice has cells');
  const cells = all.filter(({ mainScore }) => Number.isFinite(mainScore));
  const { model, setting } = first;
  // Both sides of a monolingual cell are one language: pairs would only say "hin→hin".
  const side: Side = setting === 'monolingual' ? 'query' : wanted;
  const context: GroupingContext = { backbone: model.backbone, resourceClasses };
  const units = unitsBySide(cells);
  const oneSided = units(side === 'pair' ? 'query' : side);
  return {
    model: { name: model.name, revision: model.revision, backbone: knownBackbone(model.backbone) },
    setting,
    tasks: distinct(all.map((cell) => cell.task)),
    metrics: distinct(all.map((cell) => cell.metric)),
    cells: cells.length,
    sameTasks:
      new Set(
        oneSided.filter((unit) => unit.language !== undefined).map((unit) => unit.tasks.join()),
      ).size <= 1,
    warnings: distinctWarnings(all.flatMap(({ warnings: found }) => found ?? [])),
    overall: overallScores(
      cells,
      oneSided.filter((unit) => !unit.romanised),
      bootstrap,
    ),
    groupings: dimensions.map((dimension) =>
      groupScores(
        dimension,
        units(setting === 'monolingual' ? 'query' : unitSide(dimension, side)),
        setting,
        context,
        bootstrap,
      ),
    ),
  };
}

function unitsBySide(cells: readonly CellScore[]): (side: Side) => readonly Unit[] {
  const made = new Map<Side, readonly Unit[]>();
  return (side) => {
    const units = made.get(side) ?? toUnits(cells, side);
    made.set(side, units);
    return units;
  };
}

function knownBackbone(backbone: Backbone | undefined): Backbone | null {
  return backbone ?? null;
}

function languagesOf(cells: readonly CellScore[]): Set<string> {
  const tags = new Set<string>();
  for (const cell of cells) {
    for (const languages of [cell.queryLanguages, cell.documentLanguages]) {
      const key = sideLanguage(languages);
      if (typeof key !== 'string') tags.add(key.code);
    }
  }
  return tags;
}

function warnings(slices: readonly AggregationSlice[]): Warning[] {
  const found: Warning[] = [];
  const mixed = slices.filter((entry) => entry.metrics.length > 1);
  const [example] = mixed;
  if (example !== undefined)
    found.push(warningOf('mixed-metrics', null, mixed.length, example.metrics));
  const unequal = slices.filter((entry) => !entry.sameTasks && entry.tasks.length > 1);
  if (unequal.length > 0) found.push(warningOf('unequal-tasks', null, unequal.length, []));
  return found;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
