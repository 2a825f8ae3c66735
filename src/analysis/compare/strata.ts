import { GlottobenchError } from '../../base/errors.js';
import type { Setting } from '../../types/dataset.js';
import type { Backbone, Fact } from '../../types/language.js';
import { lineage } from '../../typology/facts.js';
import type { ResourceClasses } from '../../typology/resource-classes.js';
import type { Dimension } from '../aggregate/dimensions.js';
import { tooFew } from '../aggregate/group-scores.js';
import type { ComparedCell } from './score-table.js';
import { memberOf } from './weights.js';

/**
 * Cells that are compared together: one setting, and one group of a grouping or all of it. Settings
 * are never averaged.
 */
export interface Stratum {
  readonly setting: Setting;
  /** Name of the grouping, null for all languages. */
  readonly by: string | null;
  readonly group: string;
  readonly cells: readonly ComparedCell[];
  readonly languages: number;
  readonly genera: number;
  readonly families: number;
  /** Why the group is too small to say anything, null when it is large enough. */
  readonly tooFew: string | null;
}

const SETTINGS: readonly Setting[] = ['monolingual', 'crosslingual', 'multilingual'];

/**
 * Groups of each setting in the order of tables, the whole of it last. Romanised cells take part
 * only where a grouping asks for them.
 */
export function stratify(
  cells: readonly ComparedCell[],
  dimensions: readonly Dimension[],
  backbones: readonly (Backbone | undefined)[],
  resourceClasses?: ResourceClasses,
): Stratum[] {
  return SETTINGS.flatMap((setting) => {
    const own = cells.filter((cell) => cell.setting === setting);
    if (own.length === 0) return [];
    const native = own.filter(({ unit }) => !unit.romanised);
    return [
      ...dimensions.flatMap((dimension) =>
        groupsOf(
          dimension.withRomanised ? own : native,
          dimension,
          setting,
          backbones,
          resourceClasses,
        ),
      ),
      stratum(setting, null, 'all', native.length > 0 ? native : own, null),
    ];
  });
}

function groupsOf(
  cells: readonly ComparedCell[],
  dimension: Dimension,
  setting: Setting,
  backbones: readonly (Backbone | undefined)[],
  resourceClasses: ResourceClasses | undefined,
): Stratum[] {
  const groups = new Map<string, ComparedCell[]>();
  for (const cell of cells) {
    const fact = groupOf(cell, dimension, setting, backbones, resourceClasses);
    if ('unknown' in fact) continue;
    const known = groups.get(fact.value);
    if (known === undefined) groups.set(fact.value, [cell]);
    else known.push(cell);
  }
  const made = [...groups].map(([group, members]) =>
    stratum(setting, dimension.id, group, members, dimension),
  );
  return made.sort(
    (a, b) =>
      compareRanks(dimension.rank(a.group), dimension.rank(b.group)) ||
      b.languages - a.languages ||
      (a.group < b.group ? -1 : 1),
  );
}

/**
 * The group of a cell for all models; where backbones disagree ("seen" by one only) the group names
 * both.
 */
function groupOf(
  cell: ComparedCell,
  dimension: Dimension,
  setting: Setting,
  backbones: readonly (Backbone | undefined)[],
  resourceClasses: ResourceClasses | undefined,
): Fact<string> {
  const distinct = [...new Set(backbones)];
  const facts = distinct.map((backbone) =>
    dimension.of(cell.unit, setting, { backbone, resourceClasses }),
  );
  const missing = facts.find((fact) => 'unknown' in fact);
  if (missing !== undefined) return missing;
  const values = [...new Set(facts.map((fact) => ('value' in fact ? fact.value : '')))];
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { value: only, source: dimension.id };
  if (distinct.length > 2) {
    throw new GlottobenchError(
      'GB_USAGE',
      `"${dimension.id}" means another thing for each of ${String(distinct.length)} backbones`,
      { hint: 'seen:all, or seen:xlmr and the like, mean one thing' },
    );
  }
  return {
    value: facts.map((fact) => ('value' in fact ? fact.value : '')).join(' / '),
    source: dimension.id,
  };
}

function stratum(
  setting: Setting,
  by: string | null,
  group: string,
  cells: readonly ComparedCell[],
  dimension: Dimension | null,
): Stratum {
  const codes = [
    ...new Set(
      cells.flatMap(({ unit }) =>
        [unit.language, unit.other].flatMap((key) => (key === undefined ? [] : [key.code])),
      ),
    ),
  ];
  const lineages = codes.map((code) => ({ code, ...lineage(code) }));
  const counts = {
    languages: new Set(cells.map(memberOf)).size,
    genera: new Set(
      lineages.map(({ code, family, genus }) =>
        family === undefined ? code : `${family}/${genus}`,
      ),
    ).size,
    families: new Set(lineages.flatMap(({ family }) => family ?? [])).size,
  };
  return {
    setting,
    by,
    group,
    cells,
    ...counts,
    tooFew:
      dimension === null ? null : tooFew({ ...counts, languages: codes.length }, dimension.minimum),
  };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i] ?? Infinity, b[i] ?? Infinity];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
