import { pointerStep, type Finding } from '../finding.js';
import type { PlacedEntry } from './entries.js';

/** Both sides are rounded to 5 decimals. */
const ROUNDING = 2e-5;

/** At one cut-off the first is never more than the second, query by query and so in the mean. */
const NEVER_MORE = [
  ['ndcg', 'hit_rate'],
  ['recall', 'hit_rate'],
  ['precision', 'hit_rate'],
  ['map', 'recall'],
] as const;
/**
 * Metrics of one ranking that cannot go together: a gain without a hit, more relevant documents found than there are, hits
 * that precision does not know. Says that a number was changed, or comes from another ranking than its neighbours.
 */
export function* checkContradictions({ entry, pointer }: PlacedEntry): Generator<Finding> {
  const cutoffs = new Set(
    Object.keys(entry).flatMap((key) => /^(?:hit_rate|recall)_at_(\d+)$/.exec(key)?.[1] ?? []),
  );
  for (const cutoff of cutoffs) {
    const at = (metric: string): number => {
      const value = entry[`${metric}_at_${cutoff}`];
      return typeof value === 'number' ? value : NaN;
    };
    const contradiction = (metric: string, bound: string): Finding => ({
      kind: 'metric-contradiction',
      pointer: pointer + pointerStep(`${metric}_at_${cutoff}`),
      message: `${at(metric)} is more than ${bound}`,
    });
    for (const [low, high] of NEVER_MORE)
      if (at(low) > at(high) + ROUNDING)
        yield contradiction(low, `${high}_at_${cutoff} = ${at(high)}`);
    // Every hit is in the precision. (Not so for nDCG: old releases gave queries without a relevant document a score of 1.)
    if (at('hit_rate') > Number(cutoff) * (at('precision') + ROUNDING) + ROUNDING)
      yield contradiction('hit_rate', `${cutoff} × precision_at_${cutoff} = ${at('precision')}`);
  }
}
