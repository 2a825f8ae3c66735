import type { RunPair } from '../types/generated/run-comparison.js';

/** Columns of every CSV of tested pairs, in this order. */
export const PAIR_COLUMNS = [
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
] as const;

/**
 * Of two runs, or of two models: their pairs have all that a pair of runs has.
 * @param tests the number of tests that p was adjusted for
 */
export function pairFields(
  pair: RunPair,
  tests: number,
): Readonly<Record<(typeof PAIR_COLUMNS)[number], string | number | null>> {
  return {
    a: pair.a,
    b: pair.b,
    score_a: pair.scoreA,
    score_b: pair.scoreB,
    difference: pair.difference,
    low: pair.interval?.low ?? null,
    high: pair.interval?.high ?? null,
    p: pair.p,
    p_adjusted: pair.pAdjusted,
    tests,
    effect: pair.effect,
    effect_low: pair.effectInterval?.low ?? null,
    effect_high: pair.effectInterval?.high ?? null,
    wins: pair.wins,
    losses: pair.losses,
    ties: pair.ties,
  };
}
