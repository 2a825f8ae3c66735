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
  'a',
  'b',
  'score_a',
  'score_b',
  'difference',
  'low',
  'high',
  'p',
  'p_adjusted',
  'tests',
  'effect',
  'effect_low',
  'effect_high',
  'wins',
  'losses',
  'ties',
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
      a: pair.a,
      b: pair.b,
      score_a: pair.scoreA,
      score_b: pair.scoreB,
      difference: pair.difference,
      low: pair.interval?.low ?? null,
      high: pair.interval?.high ?? null,
      p: pair.p,
      p_adjusted: pair.pAdjusted,
      tests: group.tests,
      effect: pair.effect,
      effect_low: pair.effectInterval?.low ?? null,
      effect_high: pair.effectInterval?.high ?? null,
      wins: pair.wins,
      losses: pair.losses,
      ties: pair.ties,
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
