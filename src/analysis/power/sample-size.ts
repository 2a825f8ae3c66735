import { chiSquareSurvival } from '../../metrics/bias/chi-square.js';

/** What a test is asked to achieve. */
export interface TestGoal {
  /** Two-sided error rate of the test. */
  readonly alpha: number;
  /** Chance of finding a difference that is there. */
  readonly power: number;
}

/**
 * Quantile of the standard normal distribution, by bisection of its two-sided tail P(|Z| > z) =
 * P(χ²₁ > z²).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  // The tail of the nearer side, so that p = 1e-12 keeps its digits.
  const tail = 2 * Math.min(p, 1 - p);
  let [low, high] = [0, 40];
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquareSurvival(middle * middle, 1) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -(low + high) / 2 : (low + high) / 2;
}

/**
 * Independent units (questions, languages, families) that a paired test needs to find a mean
 * difference: n = ((z_{1−α/2} + z_power) · sd / difference)² + z²_{1−α/2} / 2, the second term for
 * the estimated sd (Guenther 1981).
 */
export function unitsNeeded(sd: number, difference: number, { alpha, power }: TestGoal): number {
  if (sd === 0) return 2;
  const z = normalQuantile(1 - alpha / 2);
  return Math.max(
    2,
    Math.ceil(((z + normalQuantile(power)) * (sd / Math.abs(difference))) ** 2 + (z * z) / 2),
  );
}

/** The smallest mean difference that `units` find; null where they are too few for any. */
export function detectable(sd: number, units: number, { alpha, power }: TestGoal): number | null {
  const z = normalQuantile(1 - alpha / 2);
  const effective = units - (z * z) / 2;
  return effective <= 0 ? null : ((z + normalQuantile(power)) * sd) / Math.sqrt(effective);
}
