import { csvTable } from './csv.js';
import type { FactorialAnalysis, FactorialGroup } from '../types/generated/factorial.js';
import type { TableModel } from '../types/table.js';
import { formatScore, metricLabel, SETTING_NAMES } from './format.js';
import { listed } from '../base/wording.js';
import { bounds, CORRECTIONS, signed } from './comparison-tables.js';

const left = (title: string): TableModel['columns'][number] => ({ title, align: 'left' });
const right = (title: string): TableModel['columns'][number] => ({ title, align: 'right' });

/** Per group: the cell means as a grid, then the effects; last, who is contaminated. */
export function factorialTables(analysis: FactorialAnalysis): TableModel[] {
  return [
    ...analysis.groups.flatMap((group) => [grid(group, analysis), effects(group, analysis)]),
    ...contamination(analysis),
  ];
}

function title(group: FactorialGroup, { tasks, metrics }: FactorialAnalysis): string {
  return `${listed(tasks)} · ${listed(metrics.map(metricLabel))} · ${SETTING_NAMES[group.setting]} · ${group.group} (${String(group.languages)} languages)`;
}

function grid(group: FactorialGroup, analysis: FactorialAnalysis): TableModel {
  const cell = (backbone: string, batching: string): string[] => {
    const found = group.cells.find((one) => one.backbone === backbone && one.batching === batching);
    return found === undefined
      ? ['not run', '']
      : [
          formatScore(found.mean),
          found.interval === null
            ? ''
            : `${formatScore(found.interval.low)} – ${formatScore(found.interval.high)}`,
        ];
  };
  return {
    title: `${title(group, analysis)} · cell means`,
    columns: [
      left('backbone'),
      ...group.batchings.flatMap((batching) => [right(batching), right('interval')]),
    ],
    rows: group.backbones.map((backbone) => [
      backbone,
      ...group.batchings.flatMap((batching) => cell(backbone, batching)),
    ]),
    notes:
      group.tooFew === null
        ? []
        : [
            `this group is ${group.tooFew}: its numbers describe, they do not support a claim about the group`,
          ],
  };
}

const KINDS = {
  simple: 'simple',
  batching: 'main',
  backbone: 'main',
  interaction: 'interaction',
} as const;

function effects(
  group: FactorialGroup,
  { evidence, options, notes }: FactorialAnalysis,
): TableModel {
  return {
    title: 'effects',
    columns: [left('kind'), left('effect'), right('differ.'), right('interval'), right('p adj.')],
    rows: group.effects.map((effect) => [
      KINDS[effect.kind],
      effect.name,
      signed(effect.estimate),
      bounds(effect.interval),
      effect.pAdjusted === null
        ? ''
        : effect.pAdjusted < 0.001
          ? '<.001'
          : effect.pAdjusted.toFixed(3).replace(/^0/, ''),
    ]),
    notes: [
      evidence === 'questions'
        ? 'intervals: other questions of this kind in these languages; nothing is known of other training runs unless a condition has several seeds'
        : 'there are no per-query scores: intervals draw language families',
      `p: paired randomization test, ${CORRECTIONS[options.adjustment]} over the ${String(group.effects.length)} effects of this table; interaction: difference of two simple effects`,
      ...notes,
    ],
  };
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

const COLUMNS = [
  'setting',
  'by',
  'group',
  'languages',
  'families',
  'questions',
  'kind',
  'name',
  'estimate',
  'low',
  'high',
  'p',
  'p_adjusted',
  'too_few',
] as const;

/** One line per cell mean and effect. */
export function factorialCsv({ groups }: FactorialAnalysis): string {
  const lines = groups.flatMap((group) => {
    const head = {
      setting: group.setting,
      by: group.by,
      group: group.group,
      languages: group.languages,
      families: group.families,
      questions: group.questions,
      too_few: group.tooFew,
    };
    return [
      ...group.cells.map(({ backbone, batching, mean, interval }) => ({
        ...head,
        kind: 'cell',
        name: `${backbone} ${batching}`,
        estimate: mean,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        p: null,
        p_adjusted: null,
      })),
      ...group.effects.map(({ kind, name, estimate, interval, p, pAdjusted }) => ({
        ...head,
        kind,
        name,
        estimate,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        p,
        p_adjusted: pAdjusted,
      })),
    ];
  });
  return csvTable(COLUMNS, lines);
}
