import { findScore, type ScoreKey } from '../../scores/keys.js';
import type { UpperScore } from '../../scores/contract/score.js';
import { pointerStep, type Finding } from '../finding.js';
import type { PlacedEntry } from './entries.js';

/** Both sides are rounded to 5 decimals. */
const ROUNDING = 2e-5;

/**
 * Metrics of one ranking that cannot go together: a gain without a hit, more relevant documents
 * found than there are, hits that precision does not know. Says that a number was changed, or comes
 * from another ranking than its neighbours.
 */
export function* checkContradictions({ entry, pointer }: PlacedEntry): Generator<Finding> {
  for (const [key, low] of Object.entries(entry)) {
    const found = findScore(key);
    if (found === undefined || typeof low !== 'number') continue;
    for (const upper of found.score.neverAbove ?? []) {
      const bound = boundOf(found, upper, entry);
      if (bound !== undefined && low > bound.most)
        yield {
          kind: 'metric-contradiction',
          pointer: pointer + pointerStep(key),
          message: `${String(low)} is more than ${bound.text}`,
        };
    }
  }
}

function boundOf(
  { key, score, cutoff }: ScoreKey,
  { id, times }: UpperScore,
  entry: Readonly<Record<string, unknown>>,
): { most: number; text: string } | undefined {
  const upper = key.replace(score.id, id);
  const value = entry[upper];
  if (typeof value !== 'number') return undefined;
  return times === 'cutoff'
    ? {
        most: cutoff * (value + ROUNDING) + ROUNDING,
        text: `${String(cutoff)} × ${upper} = ${String(value)}`,
      }
    : { most: value + ROUNDING, text: `${upper} = ${String(value)}` };
}
