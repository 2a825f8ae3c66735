import { lineage } from '../../typology/facts.js';
import type { LanguageKey } from '../../typology/resolve.js';
import type { Bounds, ExplainedBy, ModelRegression } from '../../types/generated/regression.js';
import { percentileInterval } from '../compare/bootstrap.js';
import { drawResamples, type Resamples } from '../compare/resamples.js';
import { seededRandom } from '../random.js';
import { clusterFits } from './cluster-fits.js';
import { collinearity } from './collinearity.js';
import { orNull } from '../aggregate/macro.js';
import { leastSquares, partialR2, varianceInflation } from './least-squares.js';
import type { Predictor } from './predictors.js';
import { resampledSpearman, spearman } from './spearman.js';

/** A language in one script and what is to be explained of it. */
export interface LanguageScore {
  readonly language: LanguageKey;
  readonly score: number;
}

/** What a regression finds in the scores of one model. */
type Explanation = Pick<
  ModelRegression,
  'languages' | 'families' | 'leftOut' | 'r2' | 'predictors' | 'collinearity' | 'cautions'
>;

interface ExplainOptions {
  readonly seed: number;
  readonly draws: number;
  readonly level: number;
  /** Names the random stream. */
  readonly label: string;
}

/**
 * Above this inflation two predictors say nearly the same and the regression cannot tell which of
 * them matters.
 */
const INFLATION_LIMIT = 5;
const FAMILIES_NEEDED = 5;

/**
 * Regression of per-language scores on predictors, with partial R², variance inflation and
 * Spearman's correlations; intervals draw whole families, since related languages are alike in
 * score and predictors. Observational: languages that are far from English also have less text
 * (docs/statistics.md).
 * @returns undefined where too few languages have all predictors, or these are collinear
 */
export function explainScores(
  scores: readonly LanguageScore[],
  predictors: readonly Predictor[],
  options: ExplainOptions,
): Explanation | undefined {
  const rows = scores.map(({ language, score }) => ({
    language,
    score,
    x: predictors.map(({ of }) => of(language)),
  }));
  const complete = rows
    .filter(({ x }) => x.every(Number.isFinite))
    .sort((a, b) => (a.language.id < b.language.id ? -1 : 1));
  const x = complete.map((row) => row.x);
  const y = complete.map((row) => row.score);
  const fit = leastSquares(x, y);
  if (fit === undefined) return undefined;
  const names = complete.map(
    ({ language }) => lineage(language.code).family ?? `?${language.code}`,
  );
  const families = [...new Set(names)];
  const clusters = names.map((name) => families.indexOf(name));
  const resamples =
    families.length >= FAMILIES_NEEDED
      ? drawResamples(
          families.length,
          options.draws,
          seededRandom(options.seed, `explain ${options.label}`),
        )
      : null;
  const among = predictors.map((predictor) =>
    complete.flatMap(({ language }, i) => (predictor.among?.(language) === false ? [] : [i])),
  );
  const bootstrap = resamples === null ? null : resampled(x, y, clusters, among, resamples);
  const interval = (values: Float64Array | undefined): Bounds | null =>
    values === undefined ? null : finite(percentileInterval(values, options.level));
  const found = predictors.map(({ id, label }, j): ExplainedBy => ({
    id,
    label,
    coefficient: fit.coefficients[j + 1] ?? NaN,
    coefficientInterval: interval(bootstrap?.coefficients[j]),
    partialR2: partialR2(x, y, j, fit),
    partialR2Interval: interval(bootstrap?.partial[j]),
    varianceInflation: orNull(varianceInflation(x, j)),
    spearman: orNull(
      spearman(
        among[j]?.map((i) => x[i]?.[j] ?? NaN) ?? [],
        among[j]?.map((i) => y[i] ?? NaN) ?? [],
      ),
    ),
    spearmanInterval: interval(bootstrap?.rank[j]),
  }));
  const leftOut = rows
    .filter((row) => !row.x.every(Number.isFinite))
    .map(({ language }) => language.id)
    .sort();
  return {
    languages: complete.length,
    families: families.length,
    leftOut,
    r2: fit.r2,
    predictors: found,
    collinearity: collinearity(
      complete.map(({ language }) => language),
      x,
      predictors,
    ),
    cautions: cautions(found, families.length, complete.length),
  };
}

function resampled(
  x: readonly (readonly number[])[],
  y: readonly number[],
  clusters: readonly number[],
  among: readonly (readonly number[])[],
  { draws, clusters: width, counts }: Resamples,
): Record<'coefficients' | 'partial' | 'rank', Float64Array[]> {
  const predictors = x[0]?.length ?? 0;
  const made = (): Float64Array[] =>
    Array.from({ length: predictors }, () => new Float64Array(draws).fill(NaN));
  const found = { coefficients: made(), partial: made(), rank: made() };
  const fitOf = clusterFits(x, y, clusters, width);
  const rankOf = Array.from({ length: predictors }, (_, j) =>
    resampledSpearman(
      among[j]?.map((i) => x[i]?.[j] ?? NaN) ?? [],
      among[j]?.map((i) => y[i] ?? NaN) ?? [],
    ),
  );
  for (let draw = 0; draw < draws; draw++) {
    const times = (cluster: number): number => counts[draw * width + cluster] ?? 0;
    const fit = fitOf(times);
    for (let j = 0; j < predictors; j++) {
      const [coefficients, partial, rank] = [
        found.coefficients[j],
        found.partial[j],
        found.rank[j],
      ];
      if (coefficients === undefined || partial === undefined || rank === undefined) continue;
      coefficients[draw] = fit?.coefficients[j + 1] ?? NaN;
      partial[draw] = fit?.partialR2[j] ?? NaN;
      rank[draw] = rankOf[j]?.((row) => times(clusters[among[j]?.[row] ?? 0] ?? 0)) ?? NaN;
    }
  }
  return found;
}

function cautions(
  predictors: readonly ExplainedBy[],
  families: number,
  languages: number,
): string[] {
  const found: string[] = [];
  const inflated = predictors.filter(
    ({ varianceInflation: factor }) => factor === null || factor > INFLATION_LIMIT,
  );
  if (inflated.length > 0)
    found.push(
      `collinear: ${inflated.map(({ id, varianceInflation: factor }) => `${id} (VIF ${factor === null ? '∞' : factor.toFixed(1)})`).join(', ')}; the regression cannot tell them apart`,
    );
  if (families < FAMILIES_NEEDED)
    found.push(
      `${String(families)} families are too few for intervals (${String(FAMILIES_NEEDED)} needed)`,
    );
  if (languages < 10 * predictors.length)
    found.push(
      `${String(languages)} languages for ${String(predictors.length)} predictors: fewer than ten for each`,
    );
  return found;
}

function finite(bounds: Bounds): Bounds | null {
  return Number.isFinite(bounds.low) && Number.isFinite(bounds.high) ? bounds : null;
}
