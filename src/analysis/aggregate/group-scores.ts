import type { GroupedScores, GroupScore, Interval } from '../../types/generated/aggregation.js';
import type { Setting } from '../../types/dataset.js';
import { lineage } from '../../typology/facts.js';
import type { GroupingContext, GroupMinimum } from '../../typology/grouping-types.js';
import type { Dimension } from './dimensions.js';
import { clusterInterval, type BootstrapOptions, type Cluster } from './interval.js';
import { familyMeans, orNull } from './macro.js';
import { mean } from '../../metrics/arithmetic/mean.js';
import { languageClusters } from './overall.js';
import { warningCodes } from '../../warnings/record.js';
import type { Unit } from './units.js';

/**
 * An unpaired contrast of groups needs this many languages on each side (guidance: SE .05 at SD
 * .10).
 */
export const LANGUAGES_FOR_CONTRAST = 8;
/** Below this share of known languages a grouping only describes. */
const KNOWN_SHARE_NEEDED = 0.7;

interface Member {
  readonly codes: readonly string[];
  readonly scores: number[];
}

interface Draft {
  readonly kind: GroupScore['kind'];
  readonly members: Map<string, Member>;
  cells: number;
  readonly nameless: number[];
  readonly reasons: Map<string, number>;
  readonly codes: Set<string>;
}

/**
 * Scores of one slice by one grouping; every unit lands in exactly one group or in the bucket of
 * those without.
 */
export function groupScores(
  dimension: Dimension,
  units: readonly Unit[],
  setting: Setting,
  context: GroupingContext,
  options: BootstrapOptions,
): GroupedScores {
  const drafts = new Map<string, Draft>();
  let leftOut = 0;
  for (const unit of units) {
    if (unit.romanised && !dimension.withRomanised) {
      leftOut += unit.cells;
      continue;
    }
    const fact = dimension.of(unit, setting, context);
    const known = 'value' in fact;
    const name = known ? fact.value : dimension.bucket;
    const id = `${known ? 'group' : 'none'} ${name}`;
    let draft = drafts.get(id);
    if (draft === undefined)
      drafts.set(
        id,
        (draft = {
          kind: known ? 'group' : dimension.bucket,
          members: new Map(),
          cells: 0,
          nameless: [],
          reasons: new Map(),
          codes: new Set(),
        }),
      );
    draft.cells += unit.cells;
    addUnit(draft, unit, dimension);
    for (const { code } of unit.warnings) draft.codes.add(code);
    if (!known) draft.reasons.set(fact.unknown, (draft.reasons.get(fact.unknown) ?? 0) + 1);
  }
  const groups = [...drafts].map(([id, draft]) =>
    finish(id.slice(id.indexOf(' ') + 1), draft, dimension, options),
  );
  groups.sort((a, b) => compareGroups(a, b, dimension));
  if (!groups.some((group) => group.kind !== 'group')) groups.push(emptyBucket(dimension));
  return {
    by: dimension.id,
    label: dimension.label,
    ...verdict(dimension, groups),
    leftOut,
    groups,
  };
}

function addUnit(draft: Draft, unit: Unit, dimension: Dimension): void {
  const { language, other } = unit;
  if (language === undefined) {
    draft.nameless.push(unit.score);
    return;
  }
  const codes =
    other === undefined
      ? [language.code]
      : dimension.members === 'documents'
        ? [other.code]
        : dimension.members === 'queries'
          ? [language.code]
          : [language.code, other.code];
  const id = codes.join('→');
  const member = draft.members.get(id);
  if (member === undefined) draft.members.set(id, { codes, scores: [unit.score] });
  else member.scores.push(unit.score);
}

function finish(
  group: string,
  draft: Draft,
  dimension: Dimension,
  options: BootstrapOptions,
): GroupScore {
  const ids = [...draft.members.keys()].sort();
  const scores = new Map(ids.map((id) => [id, mean(draft.members.get(id)?.scores ?? [])]));
  const codes = [...new Set(ids.flatMap((id) => draft.members.get(id)?.codes ?? []))].sort();
  const lineages = codes.map(lineage);
  const counts = {
    languages: codes.length,
    genera: new Set(
      lineages.map((entry, i) =>
        entry.family === undefined ? `?${codes[i] ?? ''}` : `${entry.family}/${entry.genus}`,
      ),
    ).size,
    families: new Set(
      lineages.flatMap((entry) => (entry.family === undefined ? [] : [entry.family])),
    ).size,
  };
  const pairs = [...draft.members.values()].some((member) => member.codes.length === 2);
  const missing = draft.kind === 'group' ? tooFew(counts, dimension.minimum) : null;
  const sufficient = draft.kind === 'group' && missing === null;
  return {
    group,
    kind: draft.kind,
    ...counts,
    cells: draft.cells,
    mean: orNull(mean([...scores.values(), ...draft.nameless])),
    genusFamilyMean: pairs ? null : orNull(mean(familyMeans(scores).map((entry) => entry.mean))),
    interval: sufficient ? interval(scores, draft.members, pairs, options) : null,
    sufficient,
    reason: draft.kind === 'group' ? missing : reasonsText(draft.reasons),
    members: ids,
    warnings: warningCodes([...draft.codes].map((code) => ({ code }))),
  };
}

/** The smallest-group rule as a sentence, or null when the group is large enough. */
export function tooFew(
  counts: { readonly languages: number; readonly genera: number; readonly families: number },
  minimum: GroupMinimum,
): string | null {
  const lacking = (['languages', 'genera', 'families'] as const).filter(
    (level) => counts[level] < minimum[level],
  );
  return lacking.length === 0
    ? null
    : `too few (${lacking.map((level) => `${String(minimum[level])} ${level}`).join(', ')} needed)`;
}

function interval(
  scores: ReadonlyMap<string, number>,
  members: ReadonlyMap<string, Member>,
  pairs: boolean,
  options: BootstrapOptions,
): Interval | null {
  if (pairs) return clusterInterval(pairClusters(scores, members), 'family pair', options);
  const byFamily = languageClusters(scores);
  return byFamily.length === 1
    ? clusterInterval(languageClusters(scores, 'genus'), 'genus', options)
    : clusterInterval(byFamily, 'family', options);
}

function pairClusters(
  scores: ReadonlyMap<string, number>,
  members: ReadonlyMap<string, Member>,
): Cluster[] {
  const clusters = new Map<string, { numerator: number; denominator: number }>();
  for (const [id, score] of scores) {
    const name = (members.get(id)?.codes ?? [])
      .map((code) => lineage(code).family ?? `?${code}`)
      .sort()
      .join(' – ');
    const cluster = clusters.get(name) ?? { numerator: 0, denominator: 0 };
    cluster.numerator += score;
    cluster.denominator++;
    clusters.set(name, cluster);
  }
  return [...clusters].map(([name, cluster]) => ({ name, ...cluster }));
}

function verdict(
  dimension: Dimension,
  groups: readonly GroupScore[],
): Pick<GroupedScores, 'knownShare' | 'descriptive' | 'comparable'> {
  const all = new Set(groups.flatMap((group) => group.members)).size;
  const known = new Set(
    groups.filter((group) => group.kind === 'group').flatMap((group) => group.members),
  ).size;
  const share = all === 0 ? null : known / all;
  const reasons =
    share !== null && share < KNOWN_SHARE_NEEDED
      ? [`only ${String(Math.round(share * 100))} % of the languages have a value`]
      : [];
  if (dimension.caveat !== undefined) reasons.push(dimension.caveat);
  const large = groups
    .filter((group) => group.sufficient && group.languages >= LANGUAGES_FOR_CONTRAST)
    .map((group) => group.group);
  return {
    knownShare: share,
    descriptive: reasons.length === 0 ? null : reasons.join('; '),
    comparable: large.length < 2 || (share ?? 0) < KNOWN_SHARE_NEEDED ? [] : large,
  };
}

function compareGroups(a: GroupScore, b: GroupScore, dimension: Dimension): number {
  if ((a.kind === 'group') !== (b.kind === 'group')) return a.kind === 'group' ? -1 : 1;
  const [left, right] = [dimension.rank(a.group), dimension.rank(b.group)];
  for (let i = 0; i < left.length; i++) {
    const [x, y] = [left[i] ?? Infinity, right[i] ?? Infinity];
    if (x !== y) return x < y ? -1 : 1;
  }
  return b.languages - a.languages || (a.group < b.group ? -1 : 1);
}

function reasonsText(reasons: ReadonlyMap<string, number>): string | null {
  return (
    [...reasons]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([reason, n]) => (n === 1 ? reason : `${reason} (${String(n)})`))
      .join('; ') || null
  );
}

function emptyBucket(dimension: Dimension): GroupScore {
  return {
    group: dimension.bucket,
    kind: dimension.bucket,
    languages: 0,
    genera: 0,
    families: 0,
    cells: 0,
    mean: null,
    genusFamilyMean: null,
    interval: null,
    sufficient: false,
    reason: null,
    members: [],
    warnings: [],
  };
}
