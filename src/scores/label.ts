import { findScore, type ScoreKey } from './keys.js';

/**
 * `ndcg_at_10` → `nDCG@10`, `rbp_p0.8` → `RBP(p=0.8)`, as people write it; what is no known score
 * stays as it is.
 */
export function scoreLabel(key: string): string {
  const found = findScore(key);
  if (found === undefined || found.score.keys !== undefined) return key;
  const { score, cutoff } = found;
  return `${parameterLabel(found.score.short ?? score.label, found)}${cutoff === Infinity ? '' : `@${String(cutoff)}`}`;
}

/** A label with the value of the parameter: `RBP(p=0.8)`. */
export function parameterLabel(label: string, { score, parameter }: ScoreKey): string {
  return score.parameter === undefined
    ? label
    : `${label}(${score.parameter.name}=${String(parameter)})`;
}
