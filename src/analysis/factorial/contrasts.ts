import type { Condition } from './conditions.js';

/** A weighted sum of cell means whose weights add to 0. */
export interface Contrast {
  readonly kind: 'simple' | 'batching' | 'backbone' | 'interaction';
  readonly name: string;
  /** One weight per condition, in the order given. */
  readonly weights: readonly number[];
}

/**
 * The questions that a backbone × batching table can answer, from the cells that are there:
 * simple effects (one batching against another, within a backbone), main effects (averaged over the
 * levels of the other factor that both sides have) and interactions (difference of two simple
 * effects). Later level minus earlier level.
 */
export function contrasts(
  conditions: readonly Condition[],
  backbones: readonly string[],
  batchings: readonly string[],
): Contrast[] {
  const at = (backbone: string, batching: string): number =>
    conditions.findIndex((one) => one.backbone === backbone && one.batching === batching);
  const weights = (parts: readonly (readonly [index: number, weight: number])[]): number[] => {
    const sum = new Array<number>(conditions.length).fill(0);
    for (const [index, weight] of parts) sum[index] = (sum[index] ?? 0) + weight;
    return sum;
  };
  const found: Contrast[] = [];
  for (const [from, to] of pairs(batchings)) {
    const both = backbones.filter((backbone) => at(backbone, from) >= 0 && at(backbone, to) >= 0);
    for (const backbone of both)
      found.push({
        kind: 'simple',
        name: `${to} − ${from}, ${backbone}`,
        weights: weights([
          [at(backbone, to), 1],
          [at(backbone, from), -1],
        ]),
      });
    if (both.length > 1) {
      found.push({
        kind: 'batching',
        name: `${to} − ${from}, mean of ${String(both.length)} backbones`,
        weights: weights(
          both.flatMap((backbone) => [
            [at(backbone, to), 1 / both.length] as const,
            [at(backbone, from), -1 / both.length] as const,
          ]),
        ),
      });
    }
    for (const [first, second] of pairs(both)) {
      found.push({
        kind: 'interaction',
        name: `(${to} − ${from}): ${second} − ${first}`,
        weights: weights([
          [at(second, to), 1],
          [at(second, from), -1],
          [at(first, to), -1],
          [at(first, from), 1],
        ]),
      });
    }
  }
  for (const [from, to] of pairs(backbones)) {
    const both = batchings.filter((batching) => at(from, batching) >= 0 && at(to, batching) >= 0);
    if (both.length > 0) {
      found.push({
        kind: 'backbone',
        name: `${to} − ${from}, mean of ${String(both.length)} ${both.length === 1 ? 'batching' : 'batchings'}`,
        weights: weights(
          both.flatMap((batching) => [
            [at(to, batching), 1 / both.length] as const,
            [at(from, batching), -1 / both.length] as const,
          ]),
        ),
      });
    }
  }
  return found;
}

function pairs<T>(values: readonly T[]): [T, T][] {
  return values.flatMap((a, i) => values.slice(i + 1).map((b): [T, T] => [a, b]));
}
