import jstat from 'jstat';

/**
 * Two-sided p of a t statistic; `degrees` need not be whole. Relative error under 1e-7 against R's
 * `pt`.
 * @returns 1 for a statistic that is not a number
 */
export function tTwoSided(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return 1;
  return Math.min(1, 2 * jstat.jStat.studentt.cdf(-Math.abs(t), Math.min(degrees, LARGE)));
}

/** The t that is exceeded in either direction with probability 1 − level. */
export function tCritical(level: number, degrees: number): number {
  return jstat.jStat.studentt.inv((1 + level) / 2, Math.min(degrees, LARGE));
}

/** Upper tail of the F distribution. */
export function fTail(f: number, numerator: number, denominator: number): number {
  return 1 - jstat.jStat.centralF.cdf(f, numerator, Math.min(denominator, LARGE));
}

/**
 * Beyond this t is the normal distribution to nine digits, and the continued fraction loses some.
 */
const LARGE = 1e5;
