import type { Effect, FactorialAnalysis } from '../types/generated/factorial.js';
import { csvTable } from './write/csv.js';

const COLUMNS = [
  'setting',
  'by',
  'group',
  'languages',
  'families',
  'questions',
  'kind',
  'name',
  'test_family',
  'runs',
  'estimate',
  'low',
  'high',
  'degrees',
  'p',
  'p_adjusted',
  'untested',
  'tipping_point',
  'questions_low',
  'questions_high',
  'languages_low',
  'languages_high',
  'too_few',
] as const;

/** One line per cell mean and effect; low, high, p are of the inference over training runs. */
export function factorialCsv({ groups, differences }: FactorialAnalysis): string {
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
      ...group.cells.map((one) => ({
        ...head,
        ...NO_TEST,
        kind: 'cell',
        name: `${one.backbone} ${one.batching}`,
        runs: one.runs,
        estimate: one.mean,
        low: one.interval?.low ?? null,
        high: one.interval?.high ?? null,
        questions_low: one.questions.interval?.low ?? null,
        questions_high: one.questions.interval?.high ?? null,
      })),
      ...group.effects.map((one) => ({ ...head, ...effectLine(one) })),
    ];
  });
  const differing = differences.flatMap((one) =>
    one.effects.map((effect) => ({
      setting: one.setting,
      by: one.by,
      group: one.of,
      languages: one.languages,
      families: one.families,
      questions: null,
      too_few: null,
      ...effectLine(effect),
    })),
  );
  return csvTable(COLUMNS, [...lines, ...differing]);
}

function effectLine(one: Effect): EffectLine {
  return {
    kind: one.kind,
    name: one.name,
    test_family: one.family,
    runs: one.runs,
    estimate: one.estimate,
    low: one.interval?.low ?? null,
    high: one.interval?.high ?? null,
    degrees: one.degrees,
    p: one.p,
    p_adjusted: one.pAdjusted,
    untested: one.untested,
    tipping_point: one.tippingPoint,
    questions_low: one.questions.interval?.low ?? null,
    questions_high: one.questions.interval?.high ?? null,
    languages_low: one.languages.interval?.low ?? null,
    languages_high: one.languages.interval?.high ?? null,
  };
}

type EffectColumn = Exclude<
  (typeof COLUMNS)[number],
  'setting' | 'by' | 'group' | 'languages' | 'families' | 'questions' | 'too_few'
>;
type EffectLine = Readonly<Record<EffectColumn, string | number | null>>;

const NO_TEST = {
  test_family: null,
  degrees: null,
  p: null,
  p_adjusted: null,
  untested: null,
  tipping_point: null,
  languages_low: null,
  languages_high: null,
} as const;
