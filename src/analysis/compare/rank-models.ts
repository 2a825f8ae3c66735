import type { PairTest, RankedModel } from '../../types/generated/comparison.js';
import { percentileInterval } from './bootstrap.js';
import { separationLetters } from './letters.js';
import type { StratumDraws } from './pair-test.js';
import type { StratumData } from './stratum-data.js';

/**
 * Models best first, with the letters and the range of places that the corrected tests leave open.
 * @param sign 1 where a high score is better, −1 where a low one is
 */
export function rankModels(
  names: readonly string[],
  data: StratumData,
  draws: StratumDraws | null,
  pairs: readonly PairTest[],
  level: number,
  sign: 1 | -1,
): Omit<RankedModel, 'warnings'>[] {
  const order = names
    .map((model, i) => ({ model, i, score: data.overall[i] ?? NaN }))
    .sort((x, y) => sign * (y.score - x.score) || x.i - y.i);
  const separated = new Set(
    pairs
      .filter(({ pAdjusted }) => pAdjusted !== null && pAdjusted < 1 - level)
      .map(({ a, b }) => pairKey(a, b)),
  );
  const apart = (a: number, b: number): boolean =>
    separated.has(pairKey(order[a]?.model ?? '', order[b]?.model ?? ''));
  const letters = draws === null ? [] : separationLetters(order.length, apart);
  return order.map(({ model, i, score }, place) => {
    const better = order.filter((_, other) => other < place && apart(place, other)).length;
    const worse = order.filter((_, other) => other > place && apart(place, other)).length;
    return {
      model,
      score,
      interval:
        draws === null ? null : percentileInterval(draws.means[i] ?? new Float64Array(0), level),
      letters: letters[place] ?? '',
      places: draws === null ? null : [better + 1, order.length - worse],
    };
  });
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}\0${b}` : `${b}\0${a}`;
}
