import { mean } from '../../metrics/arithmetic/mean.js';

/**
 * How paired differences vary over languages: between families, and between languages of a family.
 */
interface VarianceComponents {
  readonly families: number;
  readonly languages: number;
  readonly betweenFamilies: number;
  readonly withinFamilies: number;
  /** Languages of a family as they count in the analysis of variance: (N − Σ n²/N) / (F − 1). */
  readonly languagesPerFamily: number;
}

/**
 * Components of a one-way random model with unequal groups (Searle 1971): within = mean square
 * inside families, between = (mean square of families − within) / n₀, 0 where that is negative.
 * Undefined with fewer than two families or without a family of two languages.
 */
export function varianceComponents(
  values: readonly number[],
  families: readonly string[],
): VarianceComponents | undefined {
  const groups = new Map<string, number[]>();
  families.forEach((family, i) =>
    groups.set(family, [...(groups.get(family) ?? []), values[i] ?? NaN]),
  );
  const [count, width] = [values.length, groups.size];
  if (width < 2 || count === width) return undefined;
  const grand = mean(values);
  let within = 0;
  let between = 0;
  let squares = 0;
  for (const group of groups.values()) {
    const own = mean(group);
    within += group.reduce((sum, value) => sum + (value - own) ** 2, 0);
    between += group.length * (own - grand) ** 2;
    squares += group.length ** 2;
  }
  const size = (count - squares / count) / (width - 1);
  const meanSquare = within / (count - width);
  return {
    families: width,
    languages: count,
    betweenFamilies: Math.max(0, (between / (width - 1) - meanSquare) / size),
    withinFamilies: meanSquare,
    languagesPerFamily: size,
  };
}

/** Sample standard deviation. */
export function deviation(values: readonly number[]): number {
  const own = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - own) ** 2, 0) / (values.length - 1),
  );
}
