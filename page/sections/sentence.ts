import { formatScore } from '../../src/report/format.js';
import { shown } from '../../src/report/page/shown.js';
import type {
  Comparison,
  GroupComparison,
  PairTest,
} from '../../src/types/generated/comparison.js';
import { SETTING_TITLES } from '../state/select.js';

const CORRECTIONS = { holm: 'Holm', bh: 'Benjamini–Hochberg', none: 'not corrected' } as const;

/** The pair a, b as the command has it, turned round where it has b, a. */
export function pairOf(group: GroupComparison, a: string, b: string): PairTest | undefined {
  const forward = group.pairs.find((pair) => pair.a === a && pair.b === b);
  if (forward !== undefined) return forward;
  const back = group.pairs.find((pair) => pair.a === b && pair.b === a);
  if (back === undefined) return undefined;
  const turn = (bounds: PairTest['interval']): PairTest['interval'] =>
    bounds === null ? null : { low: -bounds.high, high: -bounds.low };
  return {
    ...back,
    a,
    b,
    scoreA: back.scoreB,
    scoreB: back.scoreA,
    difference: -back.difference,
    interval: turn(back.interval),
    effect: back.effect === null ? null : -back.effect,
    effectInterval: turn(back.effectInterval),
    wins: back.losses,
    losses: back.wins,
    overLanguages: turn(back.overLanguages),
  };
}

/** One sentence about two models in one setting, ready to be quoted. */
export function sentence(
  comparison: Comparison,
  group: GroupComparison,
  pair: PairTest,
  metric: string,
): string {
  const { options } = comparison;
  const [a, b] = [shown(pair.a, 60), shown(pair.b, 60)];
  const where = `${SETTING_TITLES[group.setting]} retrieval`;
  const range =
    pair.interval === null
      ? ''
      : `, ${String(Math.round(options.level * 100))} % interval ${signed(pair.interval.low)} to ${signed(pair.interval.high)}`;
  const languages = `${a} is ahead in ${String(pair.wins)} of ${String(group.languages)} languages`;
  const numbers = `${metric} ${signed(pair.difference)}${range}`;
  if (pair.pAdjusted === null)
    return `In ${where}, ${a} and ${b} differ by ${numbers}; nothing is tested (${group.tooFew ?? 'no test'}); ${languages}.`;
  const test = `paired randomisation over ${String(group.clusters)} ${comparison.evidence === 'questions' ? 'questions' : 'language families'}, p ${pText(pair.pAdjusted)}, ${CORRECTIONS[options.adjustment]} over ${String(group.tests)} ${group.tests === 1 ? 'test' : 'tests'}`;
  if (pair.pAdjusted >= 1 - options.level)
    return `In ${where}, ${a} and ${b} are not separable (${numbers}; ${test}); ${languages}.`;
  return `In ${where}, ${a} scores ${pair.difference > 0 ? 'higher' : 'lower'} than ${b} (${numbers}; ${test}); ${languages}.`;
}

function signed(value: number): string {
  return value > 0 ? `+${formatScore(value)}` : formatScore(value).replace('-', '−');
}

function pText(p: number): string {
  return p < 0.001 ? '< .001' : `= ${formatScore(p)}`;
}
