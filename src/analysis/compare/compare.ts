import type { Side } from '../../types/generated/aggregation.js';
import type {
  Adjustment,
  Comparison,
  ComparisonOptions,
  GroupComparison,
  PairTest,
} from '../../types/generated/comparison.js';
import type { Grouping } from '../../typology/grouping-types.js';
import type { ResourceClasses } from '../../typology/resource-classes.js';
import { GlottobenchError } from '../../base/errors.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { betterSign, directionOf } from '../../scores/direction.js';
import { seededRandom } from '../random.js';
import { distinctWarnings, warningCodes } from '../../warnings/record.js';
import { adjust } from './adjust.js';
import { resampledCellMeans, resampledMeans } from './bootstrap.js';
import { drawLanguages, hierarchicalMeans } from './hierarchical.js';
import { modelLabels } from './labels.js';
import type { ModelResults } from './model-results.js';
import { testPair, type StratumDraws } from './pair-test.js';
import { rankModels } from './rank-models.js';
import { drawsNeeded, signFlips } from './randomization.js';
import { drawResamples } from './resamples.js';
import { pairScores, type ScoreTable } from './score-table.js';
import { stratify, type Stratum } from './strata.js';
import { stratumData, type StratumData } from './stratum-data.js';

export interface CompareOptions {
  /** Groupings as after `--by`; the whole of each setting is always compared. */
  readonly by?: readonly string[] | undefined;
  /** Whose language a cross-lingual cell counts for. Default: query. */
  readonly side?: Side | undefined;
  /** Default 42. */
  readonly seed?: number | undefined;
  /** Bootstrap resamples, default 2000. */
  readonly draws?: number | undefined;
  /** Sign flips of the randomization test, default 10,000. */
  readonly flips?: number | undefined;
  /** Coverage of intervals, default 0.95; 1 − level is also where tests separate. */
  readonly level?: number | undefined;
  /** Default: Holm. */
  readonly adjustment?: Adjustment | undefined;
  readonly resourceClasses?: ResourceClasses | undefined;
  /** Groupings of the user's own that `by` may name (`readGrouping`). */
  readonly groupings?: readonly Grouping[] | undefined;
}

/**
 * Of more models, pairs come without an interval of the effect size and letters give way to ranges
 * of places.
 */
export const MODELS_FOR_DETAIL = 12;
/**
 * Fewer families than this, and a resample of families says little more than the families
 * themselves.
 */
const FAMILIES_NEEDED = 3;
/**
 * With fewer clusters no sign pattern is rare enough for a p under 0.05, and percentile intervals
 * are far too short.
 */
export const CLUSTERS_FOR_TEST = 6;

/**
 * Compares models pair by pair, setting by setting and group by group: paired randomization test
 * and bootstrap over clusters, corrected over all tests of a setting, and rankings with letters
 * (docs/statistics.md).
 * @throws GB_INPUT_INVALID when the models share nothing, or scores of which the one is better when
 * high and another when low; GB_USAGE for an unknown grouping
 */
export async function compareModels(
  models: readonly ModelResults[],
  options: CompareOptions = {},
): Promise<Comparison> {
  return compareTable(await pairScores(models, options.side), options);
}

/** The same from paired scores. */
export function compareTable(table: ScoreTable, options: CompareOptions = {}): Comparison {
  const dimensions = (options.by ?? []).map((text) => parseDimension(text, options.groupings));
  const settings: ComparisonOptions = {
    by: dimensions.map(({ id }) => id),
    side: options.side ?? 'query',
    seed: options.seed ?? 42,
    draws: options.draws ?? 2000,
    flips: options.flips ?? 10_000,
    level: options.level ?? 0.95,
    adjustment: options.adjustment ?? 'holm',
  };
  const strata = stratify(
    table.cells,
    dimensions,
    table.models.map(({ backbone }) => backbone),
    options.resourceClasses,
  );
  const compared = [...new Set(strata.map(({ setting }) => setting))].flatMap((setting) =>
    compareSetting(
      strata.filter((one) => one.setting === setting),
      table,
      settings,
    ),
  );
  return {
    format: 1,
    evidence: table.evidence,
    models: table.models.map(({ revision, backbone }, i) => ({
      name: modelLabels(table.models)[i] ?? '',
      revision,
      backbone: backbone ?? null,
      warnings: distinctWarnings(table.cells.flatMap(({ warnings }) => warnings[i] ?? [])),
    })),
    tasks: [...new Set(table.cells.map(({ task }) => task))].sort(),
    metrics: [...new Set(table.cells.map(({ metric }) => metric))].sort(),
    options: settings,
    groups: compared,
    leftOutModels: [...table.leftOutModels],
    notes: [...table.notes],
  };
}

function compareSetting(
  strata: readonly Stratum[],
  table: ScoreTable,
  options: ComparisonOptions,
): GroupComparison[] {
  const names = modelLabels(table.models);
  const sign = signOf(strata);
  const prepared = strata.map((stratum) => {
    const data = stratumData(stratum, names.length, table.evidence);
    const unit = table.evidence === 'questions' ? 'questions' : 'families';
    return {
      stratum,
      data,
      tooFew:
        stratum.tooFew ??
        (data.clusters < CLUSTERS_FOR_TEST
          ? `too few (${String(CLUSTERS_FOR_TEST)} ${unit} needed, ${String(data.clusters)} there)`
          : null),
    };
  });
  const pairs = (names.length * (names.length - 1)) / 2;
  const tests = prepared.filter(({ tooFew }) => tooFew === null).length * pairs;
  const flips =
    options.adjustment === 'none'
      ? options.flips
      : drawsNeeded(tests, 1 - options.level, options.flips);
  const tested = prepared.map((one) => {
    const draws =
      one.tooFew === null ? drawAll(one.stratum, one.data, table.evidence, flips, options) : null;
    const found: PairTest[] = [];
    for (let a = 0; a < names.length; a++)
      for (let b = a + 1; b < names.length; b++)
        found.push(testPair(names, a, b, one.data, draws, sign));
    return { ...one, draws, found };
  });
  const adjusted = adjust(
    tested.flatMap(({ found }) => found.flatMap(({ p }) => p ?? [])),
    options.adjustment,
  );
  let next = 0;
  return tested.map(({ stratum, data, tooFew, draws, found }) => {
    const corrected = found.map((pair) =>
      pair.p === null ? pair : { ...pair, pAdjusted: adjusted[next++] ?? null },
    );
    return {
      setting: stratum.setting,
      by: stratum.by,
      group: stratum.group,
      languages: stratum.languages,
      families: stratum.families,
      cells: stratum.cells.length,
      questions: table.evidence === 'questions' ? data.clusters : null,
      clusters: data.clusters,
      tooFew,
      ranking: rankModels(names, data, draws, corrected, options.level, sign).map((entry) => ({
        ...entry,
        warnings: codesOf(stratum, names.indexOf(entry.model)),
      })),
      pairs: corrected,
      tests,
    };
  });
}

function codesOf({ cells }: Stratum, model: number): string[] {
  return warningCodes(cells.flatMap(({ warnings }) => warnings[model] ?? []));
}

/**
 * @throws GB_INPUT_INVALID for scores that are better when high beside such that are better when
 * low: their mean says nothing
 */
export function signOf(strata: readonly Stratum[]): 1 | -1 {
  const metrics = new Set(strata.flatMap(({ cells }) => cells.map(({ metric }) => metric)));
  if (directionOf(metrics) === 'mixed')
    throw new GlottobenchError(
      'GB_INPUT_INVALID',
      `a mean over ${[...metrics].sort().join(', ')} says nothing: some are better when high, others when low`,
      { hint: '--metric or --tasks keeps those that go together' },
    );
  return betterSign(metrics);
}

function drawAll(
  stratum: Stratum,
  data: StratumData,
  evidence: ScoreTable['evidence'],
  flips: number,
  options: ComparisonOptions,
): StratumDraws {
  const label = `${stratum.setting} ${stratum.by ?? ''} ${stratum.group}`;
  const resamples = drawResamples(
    data.clusters,
    options.draws,
    seededRandom(options.seed, `bootstrap ${label}`),
  );
  const mean = evidence === 'questions' ? resampledMeans : resampledCellMeans;
  const families = data.languages.map(({ family }) => family);
  const nested =
    evidence === 'questions' && new Set(families).size >= FAMILIES_NEEDED
      ? drawLanguages(families, options.draws, seededRandom(options.seed, `languages ${label}`))
      : null;
  return {
    resamples,
    flips: signFlips(data.clusters, flips, seededRandom(options.seed, `flips ${label}`)),
    means: data.scores.map((cells) => mean(cells, resamples)),
    hierarchical:
      nested === null
        ? null
        : data.scores.map((cells) =>
            hierarchicalMeans(
              data.languages.map(({ family, cells: places }) => ({
                family,
                cells: places.flatMap((i) => cells[i] ?? []),
              })),
              nested,
              resamples,
            ),
          ),
    level: options.level,
    effectIntervals: data.scores.length <= MODELS_FOR_DETAIL,
  };
}
