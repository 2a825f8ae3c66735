import { findScore } from './keys.js';

/**
 * How a value lies outside the bounds of its score: `percent` where a hundredth of it lies within;
 * undefined when it does not.
 * @param tolerance what rounding may have added
 */
export function outsideBounds(
  key: string,
  value: number,
  tolerance = 0,
): 'percent' | 'impossible' | undefined {
  const [least, most] = findScore(key)?.score.bounds ?? [null, null];
  const lies = (one: number): boolean =>
    (least !== null && one < least - tolerance) || (most !== null && one > most + tolerance);
  // NaN is no value at all: neither comparison holds.
  if (!lies(value)) return undefined;
  return most === 1 && value > 1 && !lies(value / 100) ? 'percent' : 'impossible';
}

/**
 * Says in words how a value lies outside the bounds of its score; undefined when it does not, or
 * where there are none.
 * @param tolerance what rounding may have added
 */
export function boundsFault(key: string, value: number, tolerance = 0): string | undefined {
  const [least, most] = findScore(key)?.score.bounds ?? [null, null];
  const outside = outsideBounds(key, value, tolerance);
  if (outside === undefined) return undefined;
  const percent = outside === 'percent' ? '; scores are shares, not percentages' : '';
  const range =
    least === null
      ? `is more than ${String(most)}`
      : most === null
        ? `is less than ${String(least)}`
        : `lies outside [${String(least)}, ${String(most)}]`;
  return `${String(value)} ${range}${percent}`;
}
