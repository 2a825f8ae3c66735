import { PAIR_COLUMNS, pairFields } from './pair-csv.js';
import { csvTable } from './write/csv.js';
import type { Comparison, GroupComparison } from '../types/generated/comparison.js';

const COLUMNS = [
  'evidence',
  'setting',
  'by',
  'group',
  'languages',
  'families',
  'questions',
  'clusters',
  ...PAIR_COLUMNS,
  'other_languages_low',
  'other_languages_high',
  'too_few',
  'warnings_a',
  'warnings_b',
] as const;

/**
 * One line per pair, group and setting; RFC 4180 with LF, an empty cell is a value that does not
 * exist.
 */
export function comparisonCsv({ evidence, groups }: Comparison): string {
  const lines = groups.flatMap((group) =>
    group.pairs.map((pair): Record<(typeof COLUMNS)[number], string | number | null> => ({
      evidence,
      setting: group.setting,
      by: group.by,
      group: group.group,
      languages: group.languages,
      families: group.families,
      questions: group.questions,
      clusters: group.clusters,
      ...pairFields(pair, group.tests),
      other_languages_low: pair.overLanguages?.low ?? null,
      other_languages_high: pair.overLanguages?.high ?? null,
      too_few: group.tooFew,
      warnings_a: codesOf(group, pair.a),
      warnings_b: codesOf(group, pair.b),
    })),
  );
  return csvTable(COLUMNS, lines);
}

function codesOf({ ranking }: GroupComparison, model: string): string {
  return (ranking.find((entry) => entry.model === model)?.warnings ?? []).join('; ');
}
