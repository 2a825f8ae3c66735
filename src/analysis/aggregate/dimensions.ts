import { GlottobenchError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import type { Fact } from '../../types/language.js';
import type { Setting } from '../../types/dataset.js';
import type { Side } from '../../types/generated/aggregation.js';
import { groupings } from '../../typology/groupings.js';
import type { Grouping, GroupingContext, GroupMinimum } from '../../typology/grouping-types.js';
import type { LanguageKey } from '../../typology/resolve.js';
import type { Unit } from './units.js';

/**
 * A grouping made ready for units: of one side's language, of pairs, of the cell itself, or a
 * combination of these.
 */
export interface Dimension {
  readonly id: string;
  readonly label: string;
  readonly minimum: GroupMinimum;
  readonly bucket: 'unknown' | 'unclassified';
  readonly withRomanised: boolean;
  readonly caveat: string | undefined;
  /**
   * Pairs are needed even where cells count for one side: the group is one side, the members are
   * the other.
   */
  readonly members: 'side' | 'documents' | 'queries';
  readonly of: (unit: Unit, setting: Setting, context: GroupingContext) => Fact<string>;
  /** Place in tables; `[Infinity]` for groups without a fixed place. */
  readonly rank: (group: string) => readonly number[];
}

const CELL_MINIMUM: GroupMinimum = { languages: 1, genera: 1, families: 1 };
const CELL_DIMENSION = {
  minimum: CELL_MINIMUM,
  bucket: 'unknown',
  withRomanised: false,
  caveat: undefined,
  rank: () => [Infinity],
} as const;

const CELL_DIMENSIONS: readonly Dimension[] = [
  {
    ...CELL_DIMENSION,
    id: 'setting',
    label: 'setting',
    members: 'side',
    of: (_unit, setting) => ({ value: setting, source: 'the cell' }),
  },
  {
    ...CELL_DIMENSION,
    id: 'query-language',
    label: 'query language (members: document languages)',
    members: 'documents',
    of: (unit) => keyFact(unit.language),
  },
  {
    ...CELL_DIMENSION,
    id: 'document-language',
    label: 'document language (members: query languages)',
    members: 'queries',
    of: (unit) => keyFact(unit.other ?? unit.language),
  },
];

/** What `--by` also takes and no grouping of languages may be called. */
export const CELL_DIMENSION_NAMES: readonly string[] = CELL_DIMENSIONS.map(({ id }) => id);

/** Every name that `--by` takes, with what it means. */
export function groupingNames(): { readonly id: string; readonly label: string }[] {
  return [...groupings(), ...CELL_DIMENSIONS].map(({ id, label }) => ({ id, label }));
}

/**
 * Parses `seen:xlmr×word-order` (`×`, `*` or a lower-case x between two names).
 * @param own groupings of the user's own, besides the built-in ones
 * @throws GB_USAGE with near names
 */
export function parseDimension(text: string, own: readonly Grouping[] = []): Dimension {
  const parts = text
    .split(/[×*]|(?<=[a-z])\s+x\s+(?=[a-z])/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0)
    throw new GlottobenchError('GB_USAGE', 'a grouping is missing after --by');
  return parts.map((part) => findDimension(part, own)).reduce(combine);
}

function findDimension(id: string, own: readonly Grouping[]): Dimension {
  const cellDimension = CELL_DIMENSIONS.find((entry) => entry.id === id);
  if (cellDimension !== undefined) return cellDimension;
  const grouping = [...groupings(), ...own].find((entry) => entry.id === id);
  if (grouping !== undefined) return fromGrouping(grouping);
  const names = [...groupingNames(), ...own].map((entry) => entry.id);
  const near = didYouMean(id, names);
  throw new GlottobenchError('GB_USAGE', `there is no grouping "${id}"`, {
    hint: near.length > 0 ? `did you mean: ${near.join(', ')}?` : `groupings: ${names.join(', ')}`,
  });
}

function fromGrouping(grouping: Grouping): Dimension {
  return {
    id: grouping.id,
    label: grouping.label,
    minimum: grouping.minimum,
    bucket: grouping.bucket,
    withRomanised: grouping.withRomanised === true,
    caveat: grouping.caveat,
    members: 'side',
    of: (unit, _setting, context) => {
      if (unit.language === undefined) return { unknown: unit.reason };
      const group = grouping.of(unit.language, context);
      if (unit.other === undefined || 'unknown' in group) return group;
      const other = grouping.of(unit.other, context);
      return 'unknown' in other
        ? other
        : { value: `${group.value} → ${other.value}`, source: group.source };
    },
    rank: (group) => group.split(' → ').map((part) => place(grouping.order, part)),
  };
}

function combine(a: Dimension, b: Dimension): Dimension {
  if (a.members !== 'side' && b.members !== 'side' && a.members !== b.members) {
    throw new GlottobenchError(
      'GB_USAGE',
      `${a.id} and ${b.id} together leave single cells; group by one of them`,
    );
  }
  return {
    id: `${a.id}×${b.id}`,
    label: `${a.label} × ${b.label}`,
    minimum: {
      languages: Math.max(a.minimum.languages, b.minimum.languages),
      genera: Math.max(a.minimum.genera, b.minimum.genera),
      families: Math.max(a.minimum.families, b.minimum.families),
    },
    bucket: 'unknown',
    withRomanised: a.withRomanised || b.withRomanised,
    caveat:
      [...new Set([a.caveat, b.caveat].filter((text) => text !== undefined))].join('; ') ||
      undefined,
    members: a.members === 'side' ? b.members : a.members,
    of: (unit, setting, context) => {
      const first = a.of(unit, setting, context);
      if ('unknown' in first) return first;
      const second = b.of(unit, setting, context);
      return 'unknown' in second
        ? second
        : { value: `${first.value} × ${second.value}`, source: first.source };
    },
    rank: (group) => {
      const parts = group.split(' × ');
      const last = parts.pop() ?? '';
      return [...a.rank(parts.join(' × ')), ...b.rank(last)];
    },
  };
}

/** What units the dimension is computed on. */
export function unitSide(dimension: Dimension, side: Side): Side {
  return dimension.members === 'side' ? side : 'pair';
}

function place(order: readonly string[] | undefined, group: string): number {
  const at = order?.indexOf(group) ?? -1;
  return at < 0 ? Infinity : at;
}

function keyFact(key: LanguageKey | undefined): Fact<string> {
  return key === undefined
    ? { unknown: 'several languages' }
    : { value: key.id, source: 'the cell' };
}
