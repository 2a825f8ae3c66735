import { csvTable } from './write/csv.js';
import { warningCodes } from '../warnings/record.js';
import type { Aggregation, Estimate, GroupScore } from '../types/generated/aggregation.js';

const COLUMNS = [
  'model',
  'revision',
  'backbone',
  'setting',
  'by',
  'group',
  'kind',
  'languages',
  'genera',
  'families',
  'cells',
  'mean',
  'low',
  'high',
  'clusters',
  'cluster_unit',
  'genus_family_mean',
  'sufficient',
  'reason',
  'known_share',
  'descriptive',
  'warnings',
] as const;

type Line = Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>;

/**
 * One row per model, setting, grouping and group, and rows `by = overall`; an empty cell is a value
 * that does not exist. RFC 4180 with LF.
 */
export function aggregationCsv(aggregation: Aggregation): string {
  const lines: Line[] = aggregation.slices.flatMap((slice) => {
    const head: Line = {
      model: slice.model.name,
      revision: slice.model.revision,
      backbone: slice.model.backbone,
      setting: slice.setting,
    };
    const { overall } = slice;
    const whole: Line = {
      ...head,
      by: 'overall',
      languages: overall.languages,
      genera: overall.genera,
      families: overall.families,
      cells: slice.cells,
      warnings: warningCodes(slice.warnings).join('; '),
    };
    return [
      { ...whole, group: 'mteb_mean', mean: overall.mtebMean },
      { ...whole, group: 'language_mean', ...estimate(overall.languageMean) },
      { ...whole, group: 'genus_family_mean', ...estimate(overall.genusFamilyMean) },
      { ...whole, group: 'sqrt_family_mean', ...estimate(overall.sqrtFamilyMean) },
      { ...whole, group: 'indo_european_mean', mean: overall.indoEuropeanMean },
      { ...whole, group: 'non_indo_european_mean', mean: overall.nonIndoEuropeanMean },
      ...slice.groupings.flatMap((grouping) =>
        grouping.groups.map((group) => ({
          ...head,
          by: grouping.by,
          known_share: grouping.knownShare,
          descriptive: grouping.descriptive,
          ...groupLine(group),
        })),
      ),
    ];
  });
  return csvTable(COLUMNS, lines);
}

function estimate({ mean, interval }: Estimate): Line {
  return {
    mean,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    clusters: interval?.clusters ?? null,
    cluster_unit: interval?.unit ?? null,
  };
}

function groupLine(group: GroupScore): Line {
  const { kind, languages, genera, families, cells, sufficient, reason, warnings } = group;
  return {
    group: group.group,
    kind,
    languages,
    genera,
    families,
    cells,
    ...estimate(group),
    genus_family_mean: group.genusFamilyMean,
    sufficient,
    reason,
    warnings: warnings.join('; '),
  };
}
