import { csvTable } from './write/csv.js';
import type { TableModel } from '../types/table.js';
import type {
  ClaimSupport,
  Claims,
  Pilot,
  PilotPower,
  PowerAnalysis,
  UnitPower,
} from '../types/generated/power.js';
import { formatScore, SETTING_COLUMNS, SETTING_NAMES } from './format.js';
import { listed } from '../base/wording.js';
import { TYPICAL_PAIRED_DEVIATION } from '../analysis/power/claim.js';
import { joined, left, right } from './columns.js';

const count = (value: number | null): string =>
  value === null ? '–' : value.toLocaleString('en-US');

/**
 * Sizes that a pilot asks for, and what a set of tasks can support: whichever the analysis holds.
 */
export function powerTables(analysis: PowerAnalysis): TableModel[] {
  return [
    ...(analysis.pilot === undefined
      ? []
      : [pilotTable(analysis.pilot, analysis), interactionTable(analysis.pilot, analysis)]),
    ...(analysis.claims === undefined
      ? []
      : analysis.claims.groupings.map((claim) =>
          claimTable(claim, analysis.claims as Claims, analysis),
        )),
  ];
}

function pilotTable(
  { groups, models, evidence, notes }: Pilot,
  { difference, power, alpha }: PowerAnalysis,
): TableModel {
  const unit = (one: UnitPower | null): string[] =>
    one === null
      ? ['–', '–', '–']
      : [count(one.now), count(one.needed), formatScore(one.detectable)];
  // A unit that no group has anything to say about takes no columns.
  const units = (['questions', 'languages', 'families'] as const).filter((name) =>
    groups.some((one) => one[name] !== null),
  );
  return {
    title: `to find ${formatScore(difference)} between ${models.join(' and ')} with power ${String(power)} at ${String(alpha)}`,
    columns: [
      left('setting'),
      left('group'),
      right('pilot'),
      ...units.flatMap((name) => [right(name), joined('needed'), joined('finds')]),
    ],
    rows: groups.map((one) => [
      SETTING_COLUMNS[one.setting],
      one.group,
      formatScore(one.observed),
      ...units.flatMap((name) => unit(one[name])),
    ]),
    notes: [
      'three different questions: other questions in these languages; other languages; other families with as many languages each as here',
      'pilot: the difference there; needed: how many units find the wanted one; finds: the smallest difference that the present number finds',
      ...(evidence === 'cells'
        ? ['there are no per-query scores in this pilot: nothing can be said about questions']
        : []),
      'a standard deviation from few units is itself uncertain: take the numbers as orders of magnitude',
      ...notes,
    ],
  };
}

function interactionTable(
  { groups, models }: Pilot,
  { difference, power, alpha }: PowerAnalysis,
): TableModel {
  return {
    title: `to find an interaction: ${models.join(' − ')} is ${formatScore(difference)} larger in this group than in another of its size (power ${String(power)} at ${String(alpha)})`,
    columns: [
      left('setting'),
      left('group'),
      right('questions in each'),
      right('languages in each'),
      right('families in each'),
    ],
    rows: groups.map(({ setting, group, interaction }) => [
      SETTING_COLUMNS[setting],
      group,
      count(interaction.questions),
      count(interaction.languages),
      count(interaction.families),
    ]),
    notes: [
      'a difference of two differences varies √2 times as much: about twice as many units, in each of the two groups',
    ],
  };
}

const VERDICTS = {
  compares: 'can compare groups',
  'compares with care': 'large enough to compare, but confounded',
  reads: 'can read single groups, not compare them',
  describes: 'describes only',
} as const;

function claimTable(
  claim: ClaimSupport,
  { tasks, sd }: Claims,
  { difference, power, alpha }: PowerAnalysis,
): TableModel {
  return {
    title: `${listed(tasks)} · ${SETTING_NAMES[claim.setting]} · ${claim.label}: ${VERDICTS[claim.verdict]}`,
    columns: [
      left('group'),
      right('languages'),
      right('genera'),
      right('families'),
      right('finds'),
      right(`finds ${formatScore(difference)}`),
      right('interaction'),
    ],
    rows: claim.groups.map((group) => [
      group.group,
      String(group.languages),
      String(group.genera),
      String(group.families),
      formatScore(group.detectable),
      group.detectable !== null && group.detectable <= difference ? 'yes' : 'no',
      formatScore(group.interaction),
    ]),
    remarks: [
      claim.reason,
      ...claim.groups.flatMap(({ group, reason }) =>
        reason === null ? [] : [`${group}: ${reason}`],
      ),
    ],
    notes: [
      `finds: smallest difference between two models that these languages find (power ${String(power)}, alpha ${String(alpha)}) when it varies over languages with a standard deviation of ${String(sd)}${sd === TYPICAL_PAIRED_DEVIATION ? ', as measured on Belebele for two backbones; --sd or --pilot gives yours' : ''}`,
      'interaction: smallest difference of such a difference between this group and another of its size',
    ],
  };
}

const COLUMNS = [
  'setting',
  'by',
  'group',
  'unit',
  'now',
  'sd',
  'needed',
  'detectable',
  'interaction_needed',
  'interaction_detectable',
  'verdict',
  'sufficient',
  'reason',
] as const;

/** One line per group and unit (questions, languages, families). */
export function powerCsv({ pilot, claims }: PowerAnalysis): string {
  const lines: Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>[] = [
    ...(pilot?.groups ?? []).flatMap(pilotLines),
    ...(claims?.groupings ?? []).flatMap(({ setting, by, verdict, groups }) =>
      groups.map(({ group, languages, detectable, interaction, sufficient, reason }) => ({
        setting,
        by,
        group,
        unit: 'languages',
        now: languages,
        sd: claims?.sd ?? null,
        detectable,
        interaction_detectable: interaction,
        verdict,
        sufficient,
        reason,
      })),
    ),
  ];
  return csvTable(COLUMNS, lines);
}

function pilotLines({
  setting,
  by,
  group,
  interaction,
  ...units
}: PilotPower): Partial<Record<(typeof COLUMNS)[number], string | number | null>>[] {
  return (['questions', 'languages', 'families'] as const).flatMap((unit) => {
    const found = units[unit];
    return found === null
      ? []
      : [
          {
            setting,
            by,
            group,
            unit,
            now: found.now,
            sd: found.sd,
            needed: found.needed,
            detectable: found.detectable,
            interaction_needed: interaction[unit],
          },
        ];
  });
}
