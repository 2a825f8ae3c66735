import { GlottobenchError } from '../base/errors.js';
import { scoreKey } from '../scores/keys.js';
import { ownScore } from '../scores/own-score.js';
import type { RankedScore } from '../scores/contract/score.js';
import { MTEB_RANKED } from '../scores/table.js';

/** One score at several cut-offs: what is computed in one pass over the ranks of a query. */
export interface ScoreColumns {
  readonly score: RankedScore;
  /** Ascending; Infinity = the whole ranking. */
  readonly cutoffs: readonly number[];
  /** NaN where the score has none. */
  readonly parameter: number;
  /** `[cutoffs]` */
  readonly keys: readonly string[];
}

/** The columns of MTEB's dictionary, in its order. */
export function mtebColumns(cutoffs: readonly number[]): ScoreColumns[] {
  return MTEB_RANKED.map((score) => ({
    score,
    cutoffs,
    parameter: NaN,
    keys: cutoffs.map((k) => scoreKey(score, k)),
  }));
}

/**
 * The columns of own scores, one entry per score and parameter.
 * @param asked keys such as `rbp_p0.8_at_10`
 * @throws GB_USAGE for a key that names no own score
 */
export function ownColumns(asked: readonly string[]): ScoreColumns[] {
  const groups = new Map<string, ScoreColumns>();
  for (const key of asked) {
    const found = ownScore(key);
    if (typeof found === 'string')
      throw new GlottobenchError('GB_USAGE', `there is no score "${key}" to ask for`, {
        hint: found,
      });
    const { score, parameter, cutoff, stem } = found;
    const cutoffs = [...new Set([...(groups.get(stem)?.cutoffs ?? []), cutoff])];
    cutoffs.sort((a, b) => a - b);
    const keys = cutoffs.map((k) => scoreKey(score, k, parameter));
    groups.set(stem, { score, parameter, cutoffs, keys });
  }
  return [...groups.values()];
}
