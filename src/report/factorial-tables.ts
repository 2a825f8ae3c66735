import type { Effect, FactorialAnalysis, FactorialGroup } from '../types/generated/factorial.js';
import type { TableModel } from '../types/table.js';
import { formatScore, metricLabel, SETTING_NAMES } from './format.js';
import { counted, listed } from '../base/wording.js';
import { bounds, CORRECTIONS, signed } from './comparison-tables.js';
import { left, right } from './columns.js';

/** Per group: the cell means as a grid, then the effects; last, who is contaminated. */
export function factorialTables(analysis: FactorialAnalysis): TableModel[] {
  return [
    ...analysis.groups.flatMap((group) => [grid(group, analysis), effects(group, analysis)]),
    ...differing(analysis),
    ...contamination(analysis),
  ];
}

function title(group: FactorialGroup, { tasks, metrics }: FactorialAnalysis): string {
  return `${listed(tasks)} · ${listed(metrics.map(metricLabel))} · ${SETTING_NAMES[group.setting]} · ${group.group} (${counted(group.languages, 'language')})`;
}

function grid(group: FactorialGroup, analysis: FactorialAnalysis): TableModel {
  const cell = (backbone: string, batching: string): string[] => {
    const found = group.cells.find((one) => one.backbone === backbone && one.batching === batching);
    return found === undefined
      ? ['not run', '', '']
      : [
          formatScore(found.mean),
          String(found.runs),
          found.runDeviation === null ? '' : small(found.runDeviation),
        ];
  };
  return {
    title: `${title(group, analysis)} · cell means`,
    columns: [
      left('backbone'),
      ...group.batchings.flatMap((batching) => [right(batching), right('runs'), right('SD')]),
    ],
    rows: group.backbones.map((backbone) => [
      backbone,
      ...group.batchings.flatMap((batching) => cell(backbone, batching)),
    ]),
    basis: basisOf(analysis),
    remarks:
      group.tooFew === null
        ? []
        : [
            `this group is ${group.tooFew}: its numbers describe, they do not support a claim about the group`,
          ],
    notes: ['runs: training runs behind the mean; SD: standard deviation between them'],
  };
}

/** Test, units, draws and seed, as a caption names them. */
function basisOf({ models, options }: FactorialAnalysis): string[] {
  return [
    `Satterthwaite t of training runs, ${CORRECTIONS[options.adjustment]}`,
    `clusters: ${counted(models.length, 'training run')}`,
    `${String(Math.round(options.level * 100))} % intervals, bootstrap of ${counted(options.draws, 'draw')}`,
    `seed ${String(options.seed)}`,
  ];
}

const KINDS = {
  simple: 'simple',
  batching: 'main',
  backbone: 'main',
  interaction: 'interaction',
} as const;

function effects(group: FactorialGroup, analysis: FactorialAnalysis): TableModel {
  const { options, notes, families } = analysis;
  return {
    title: `${title(group, analysis)} · effects`,
    keys: 2,
    basis: basisOf(analysis),
    columns: [
      left('kind'),
      left('effect'),
      right('runs'),
      right('differ.'),
      right('other training runs'),
      right('p adj.'),
      right('tips at SD'),
      right('other questions'),
      right('other languages'),
    ],
    rows: group.effects.map((effect) => [
      KINDS[effect.kind],
      effect.name,
      String(effect.runs),
      signed(effect.estimate),
      bounds(effect.interval),
      probability(effect.pAdjusted),
      effect.tippingPoint === null ? '' : small(effect.tippingPoint),
      bounds(effect.questions.interval),
      bounds(effect.languages.interval),
    ]),
    remarks: [
      `p: of other training runs (Satterthwaite t), ${CORRECTIONS[options.adjustment]} within ${listed(
        families
          .filter(({ setting }) => setting === group.setting)
          .map(({ family, tests }) => `${FAMILY_NAMES[family]} (${counted(tests, 'test')})`),
        4,
      )}, over all groups of the setting`,
      ...untested(group),
    ],
    notes: [
      'three inferences: other training runs and questions in these languages (the only one that speaks of a way of training); other questions with these checkpoints; other languages and families with these checkpoints',
      ...notes,
    ],
  };
}

/** One table of contrasts of contrasts per setting. */
function differing({ differences, families, options }: FactorialAnalysis): TableModel[] {
  return [...new Set(differences.map(({ setting }) => setting))].map((setting) => {
    const own = differences.filter((one) => one.setting === setting);
    const tests = families.find((one) => one.setting === setting && one.family === 'typology');
    const found = own.flatMap((one) => one.effects);
    return {
      title: `do effects differ between languages? · ${SETTING_NAMES[setting]}`,
      columns: [
        left('by'),
        left('difference of effects'),
        right('lang.'),
        right('famil.'),
        right('runs'),
        right('differ.'),
        right('other runs and languages'),
        right('eff. df'),
        right('p adj.'),
      ],
      rows: own.flatMap((one) =>
        one.effects.map((effect) => [
          one.by,
          effect.name,
          String(one.languages),
          String(one.families),
          String(effect.runs),
          signed(effect.estimate),
          bounds(effect.interval),
          effect.languages.degrees === null ? '' : effect.languages.degrees.toFixed(1),
          probability(effect.pAdjusted),
        ]),
      ),
      notes: [
        `p: of other training runs, languages (families as clusters, CR2) and questions at once, ${CORRECTIONS[options.adjustment]} over ${String(tests?.tests ?? 0)} tests; a slope is per unit of what it runs along`,
        ...reasons(found),
      ],
    };
  });
}

function reasons(found: readonly Effect[]): string[] {
  const known = [...new Set(found.flatMap((effect) => effect.untested ?? []))];
  return known.length === 0 ? [] : [`no test where: ${listed(known, 3)}`];
}

/** Families of tests, as notes name them. */
const FAMILY_NAMES = {
  main: 'main effects',
  typology: 'differences between groups of languages',
  pairs: 'pairs of cells',
} as const;

/** Why p is missing, each reason once. */
function untested({ effects: found }: FactorialGroup): string[] {
  const reasons = [...new Set(found.flatMap((effect) => effect.untested ?? []))];
  const tips = found.some(({ tippingPoint }) => tippingPoint !== null);
  const languages = [...new Set(found.flatMap((effect) => effect.languages.refused ?? []))];
  return [
    ...(reasons.length === 0
      ? []
      : [`no test over training runs where: ${listed(reasons, 3)}; no claim about a method there`]),
    ...(tips
      ? [
          'tips at SD: the standard deviation between training runs above which the difference would no longer be separable; 0 = not separable over questions alone',
        ]
      : []),
    ...(languages.length === 0 ? [] : [`no interval over languages: ${listed(languages, 2)}`]),
  ];
}

function probability(p: number | null): string {
  if (p === null) return '';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/u, '');
}

function small(value: number): string {
  return value.toFixed(3).replace(/^0/u, '');
}

function contamination({ models, tasks }: FactorialAnalysis): TableModel[] {
  if (models.every((model) => tasks.every((task) => model.zeroShot[task] === 'yes'))) return [];
  const marks = { yes: 'zero-shot', no: 'TRAINED ON IT', unknown: '?' } as const;
  return [
    {
      title: 'zero-shot status',
      columns: [left('model'), left('backbone'), left('batching'), ...tasks.map(left)],
      rows: models.map((model) => [
        model.model,
        model.backbone,
        model.batching,
        ...tasks.map((task) => marks[model.zeroShot[task] ?? 'unknown']),
      ]),
      notes: [
        "MTEB's rule: no training data named like the task or a relative of it; ? = training data not declared. --zero-shot-only leaves out tasks that a model was trained on",
      ],
    },
  ];
}
