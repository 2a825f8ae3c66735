import type {
  Bounds,
  Comparison,
  GroupComparison,
  PairTest,
} from '../types/generated/comparison.js';
import type { TableModel } from '../types/table.js';
import { betterSign } from '../scores/direction.js';
import { formatScore, metricLabel, SETTING_NAMES } from './format.js';
import { counted, listed } from '../base/wording.js';
import { Marks } from './marks.js';
import { MODELS_FOR_DETAIL } from '../analysis/compare/compare.js';
import { left, right } from './columns.js';

/** Corrections as notes name them. */
export const CORRECTIONS = {
  holm: 'Holm',
  bh: 'Benjamini–Hochberg',
  none: 'no correction',
} as const;

/**
 * Two models: one table of groups per setting. More: one ranking per group, and what separates
 * neighbours.
 */
export function comparisonTables(comparison: Comparison): TableModel[] {
  const settings = [...new Set(comparison.groups.map(({ setting }) => setting))];
  const marks = new Marks(comparison.models.flatMap(({ warnings }) => warnings));
  const tables = settings.flatMap((setting) => {
    const groups = comparison.groups.filter((group) => group.setting === setting);
    const title = `${listed(comparison.tasks)} · ${listed(comparison.metrics.map(metricLabel))} · ${SETTING_NAMES[setting]}`;
    return comparison.models.length === 2
      ? [pairTable(title, groups, comparison, marks)]
      : groups.map((group) => rankingTable(title, group, comparison, marks));
  });
  return marks.explained(tables);
}

function pairTable(
  title: string,
  groups: readonly GroupComparison[],
  comparison: Comparison,
  marks: Marks,
): TableModel {
  const [a = '', b = ''] = comparison.models.map(({ name }) => name.slice(name.indexOf('/') + 1));
  const questions = comparison.evidence === 'questions';
  const nested = groups.some(
    ({ pairs: [pair] }) => pair?.overLanguages !== null && pair?.overLanguages !== undefined,
  );
  return {
    title: `${title} · A = ${a}, B = ${b} · ${basis(comparison)}`,
    columns: [
      left('group'),
      right('lang.'),
      ...(questions ? [right('quest.')] : []),
      right('A'),
      right('B'),
      right('differ.'),
      right(levelTitle(comparison)),
      right('p adj.'),
      right('wins'),
      ...(nested ? [right('other languages')] : []),
    ],
    rows: groups.map((group) => {
      const [pair] = group.pairs;
      return [
        group.group,
        String(group.languages),
        ...(questions ? [String(group.questions)] : []),
        marks.beside(formatScore(pair?.scoreA ?? null), codesOf(group, pair?.a)),
        marks.beside(formatScore(pair?.scoreB ?? null), codesOf(group, pair?.b)),
        signed(pair?.difference),
        group.tooFew === null ? bounds(pair?.interval) : 'too few to say',
        group.tooFew === null ? pValue(pair?.pAdjusted) : '',
        pair === undefined
          ? ''
          : `${String(pair.wins)}/${String(pair.wins + pair.losses + pair.ties)}`,
        ...(nested ? [bounds(pair?.overLanguages)] : []),
      ];
    }),
    remarks: [...verdicts(groups, comparison), ...untested(groups), tests(groups, comparison)],
    notes: explain(comparison, nested),
    basis: basisOf(groups, comparison),
  };
}

/** What is known against the score of a model in a group. */
function codesOf({ ranking }: GroupComparison, model: string | undefined): readonly string[] {
  return ranking.find((entry) => entry.model === model)?.warnings ?? [];
}

function rankingTable(
  title: string,
  group: GroupComparison,
  comparison: Comparison,
  marks: Marks,
): TableModel {
  const best = group.ranking[0];
  const few = group.ranking.length <= MODELS_FOR_DETAIL;
  return {
    title: `${title} · ${group.group} (${counted(group.languages, 'language')}, ${counted(group.families, 'family', 'families')}) · ${basis(comparison)}`,
    columns: [
      left('model'),
      right('score'),
      right(levelTitle(comparison)),
      right('places'),
      ...(few ? [right('letters')] : []),
      right('to the best'),
      right('interval'),
      right('p adj.'),
    ],
    rows: group.ranking.map((entry) => {
      const pair = best === undefined ? undefined : pairOf(group, entry.model, best.model);
      return [
        entry.model,
        marks.beside(formatScore(entry.score), entry.warnings),
        formatInterval(entry.interval),
        entry.places === null ? '' : entry.places.join('–'),
        ...(few ? [entry.letters] : []),
        entry === best ? '' : signed(pair?.difference),
        entry === best ? '' : bounds(pair?.interval),
        entry === best ? '' : pValue(pair?.pAdjusted),
      ];
    }),
    remarks: [
      ...(group.tooFew === null ? [] : [`nothing is tested: ${group.tooFew}`]),
      tests([group], comparison),
    ],
    notes: [
      ...(group.tooFew === null
        ? [
            `places: best and worst place that the tests leave open${few ? '; models that share a letter are not separable, their order means nothing' : ''}`,
          ]
        : []),
      ...explain(comparison, false),
    ],
    basis: basisOf([group], comparison),
  };
}

/** The test of two models, a before b. */
function pairOf(group: GroupComparison, a: string, b: string): PairTest | undefined {
  const found = group.pairs.find(
    (pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a),
  );
  if (found === undefined || found.a === a) return found;
  const turn = (interval: Bounds | null): Bounds | null =>
    interval === null ? null : { low: -interval.high, high: -interval.low };
  return {
    ...found,
    a,
    b,
    scoreA: found.scoreB,
    scoreB: found.scoreA,
    difference: -found.difference,
    interval: turn(found.interval),
    wins: found.losses,
    losses: found.wins,
    effect: found.effect === null ? null : -found.effect,
    effectInterval: turn(found.effectInterval),
    overLanguages: turn(found.overLanguages),
  };
}

function basis({ evidence, options }: Comparison): string {
  return evidence === 'questions'
    ? `paired by question · ${options.draws.toLocaleString('en-US')} bootstrap draws`
    : 'one score per task and subset: paired by cell, clusters are language families';
}

function verdicts(groups: readonly GroupComparison[], { options, metrics }: Comparison): string[] {
  const sign = betterSign(metrics);
  return groups
    .filter(({ tooFew }) => tooFew === null)
    .flatMap(({ group, pairs: [pair] }) => {
      if (pair?.pAdjusted === null || pair === undefined) return [];
      if (pair.pAdjusted >= 1 - options.level)
        return [`${group}: the two are not separable on these data`];
      const effect =
        pair.effect === null
          ? ''
          : ` (effect size ${signed(pair.effect, 2)}${pair.effectInterval === null ? '' : `, ${signed(pair.effectInterval.low, 2)} to ${signed(pair.effectInterval.high, 2)}`})`;
      return [
        `${group}: ${sign * pair.difference > 0 ? 'A' : 'B'} is better on these data${effect}`,
      ];
    });
}

/** The correction counts the tests of this very table. */
function tests(groups: readonly GroupComparison[], { options }: Comparison): string {
  const { tests: count = 0 } = groups[0] ?? {};
  return `p: paired randomization test, ${CORRECTIONS[options.adjustment]} over ${counted(count, 'test')}`;
}

/** Test, sample, clusters, draws and seed, as a caption names them. */
function basisOf(groups: readonly GroupComparison[], comparison: Comparison): string[] {
  const { evidence, options, models } = comparison;
  const most = (of: (group: GroupComparison) => number): number => Math.max(0, ...groups.map(of));
  const languages = counted(
    most((one) => one.languages),
    'language',
  );
  const families = counted(
    most((one) => one.families),
    'language family',
    'language families',
  );
  return [
    `${tests(groups, comparison).slice(3)}, ${counted(options.flips, 'sign flip')}`,
    evidence === 'questions'
      ? `n = ${counted(
          most((one) => one.questions ?? 0),
          'question',
        )} in ${languages}`
      : `n = ${languages}, one score per task and subset`,
    evidence === 'questions'
      ? 'clusters: questions, with all their translations'
      : `clusters: ${families}`,
    `${String(Math.round(options.level * 100))} % bootstrap intervals of ${counted(options.draws, 'draw')}`,
    `${counted(models.length, 'run')}, one per model`,
    `seed ${String(options.seed)}`,
  ];
}

function untested(groups: readonly GroupComparison[]): string[] {
  return [...new Set(groups.flatMap(({ tooFew }) => tooFew ?? []))].map(
    (reason) =>
      `${reason}: ${listed(
        groups.filter(({ tooFew }) => tooFew === reason).map(({ group }) => group),
        6,
      )}`,
  );
}

function explain({ evidence, leftOutModels, notes }: Comparison, nested: boolean): string[] {
  return [
    'scores are means over languages',
    ...(evidence === 'questions'
      ? [
          'interval: other questions of this kind, in these languages; the translations of a question are drawn together',
        ]
      : [
          'there are no per-query scores: nothing is known about other questions, intervals draw language families',
        ]),
    ...(nested
      ? [
          'other languages: another question, whether the difference holds for languages not tested (families, languages and questions are drawn)',
        ]
      : []),
    ...(leftOutModels.length > 0
      ? [
          `left out, for they share too little with the others: ${listed(
            leftOutModels.map(({ model, cells }) => `${model} (${counted(cells, 'cell')})`),
            4,
          )}`,
        ]
      : []),
    ...notes,
  ];
}

function formatInterval(interval: Bounds | null): string {
  return interval === null ? '' : `${formatScore(interval.low)} – ${formatScore(interval.high)}`;
}

function levelTitle({ options }: Comparison): string {
  return `${String(Math.round(options.level * 100))} % interval`;
}

/** `+.033`, `-.012`. */
export function signed(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const text = formatScore(value, digits);
  return value > 0 ? `+${text}` : text;
}

export function bounds(interval: Bounds | null | undefined): string {
  return interval === null || interval === undefined
    ? ''
    : `${signed(interval.low)} – ${signed(interval.high)}`;
}

export function pValue(p: number | null | undefined): string {
  if (p === null || p === undefined) return '';
  return p < 0.001 ? '<.001' : p.toFixed(3).replace(/^0/, '');
}
