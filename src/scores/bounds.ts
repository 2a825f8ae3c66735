import { findScore } from './keys.js';

/**
 * Says in words how a value lies outside the bounds of its score; undefined when it does not, or where there are none.
 * @param tolerance what rounding may have added
 */
export function boundsFault(key: string, value: number, tolerance = 0): string | undefined {
  const [least, most] = findScore(key)?.score.bounds ?? [null, null];
  // NaN is no value at all: neither comparison holds.
  const outside =
    (least !== null && value < least - tolerance) || (most !== null && value > most + tolerance);
  if (!outside) return undefined;
  const percent =
    most === 1 && value > 1 && value <= 100 ? '; scores are shares, not percentages' : '';
  const range =
    least === null
      ? `is more than ${String(most)}`
      : most === null
        ? `is less than ${String(least)}`
        : `lies outside [${String(least)}, ${String(most)}]`;
  return `${String(value)} ${range}${percent}`;
}
