import { findScore } from './keys.js';
import type { ScoreFacts } from './contract/score.js';

/**
 * Which way is better for values of these scores; `mixed` where they disagree. A score that nobody
 * here knows: higher.
 */
export function directionOf(keys: Iterable<string>): ScoreFacts['direction'] | 'mixed' {
  const found = new Set<ScoreFacts['direction']>();
  for (const key of keys) found.add(findScore(key)?.score.direction ?? 'higher');
  if (found.size > 1) return 'mixed';
  return found.has('lower') ? 'lower' : 'higher';
}

/**
 * 1 where more is better, −1 where less is: a difference times it is positive where the first is
 * better.
 */
export function betterSign(keys: Iterable<string>): 1 | -1 {
  return directionOf(keys) === 'lower' ? -1 : 1;
}
