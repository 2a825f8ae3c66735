import { GlottobenchError } from '../../base/errors.js';
import { directionOf } from '../../scores/direction.js';
import { findScore } from '../../scores/keys.js';
import type { TrecScore } from '../../scores/trec-eval/trec-score.js';
import type {
  MeasureComparison,
  RunComparison,
  RunPair,
  UntestedMeasure,
} from '../../types/generated/run-comparison.js';
import type { PairTest } from '../../types/generated/comparison.js';
import type { QueryScores } from '../../types/scores.js';
import { seededRandom } from '../random.js';
import { adjust } from './adjust.js';
import { resampledMeans, weightedMean, type WeightedScores } from './bootstrap.js';
import { CLUSTERS_FOR_TEST } from './compare.js';
import { testPair, type StratumDraws } from './pair-test.js';
import { questionCluster } from './question-cluster.js';
import { drawsNeeded, signFlips } from './randomization.js';
import { drawResamples } from './resamples.js';
import { sumClusters, type StratumData } from './stratum-data.js';

/** One run, scored query by query. */
interface ScoredRun {
  readonly name: string;
  readonly perQuery: QueryScores;
}

interface CompareRunsOptions {
  /** Default 42. */
  readonly seed?: number | undefined;
  /** Bootstrap resamples, default 2000. */
  readonly draws?: number | undefined;
  /** Sign flips of the randomization test, default 10,000. */
  readonly flips?: number | undefined;
  /** Coverage of intervals, default 0.95; 1 − level is also where tests separate. */
  readonly level?: number | undefined;
}

/** Of a comparison, what follows from the runs' scores alone. */
type TestedRuns = Pick<
  RunComparison,
  'options' | 'queries' | 'unpaired' | 'clusters' | 'tooFew' | 'measures' | 'untested' | 'tests'
>;

/**
 * Compares runs over the same judgements, measure by measure, with the test and the intervals of
 * `compareModels`: paired randomization test and bootstrap over questions (translations of one
 * question are drawn together), Holm over all measures and pairs. Queries that only some of the
 * runs hold are left out and counted.
 * @throws GB_INPUT_INVALID where the runs share no query
 */
export function compareRuns(
  runs: readonly ScoredRun[],
  options: CompareRunsOptions = {},
): TestedRuns {
  const settings = {
    seed: options.seed ?? 42,
    draws: options.draws ?? 2000,
    flips: options.flips ?? 10_000,
    level: options.level ?? 0.95,
    adjustment: 'holm' as const,
  };
  const { shared, rows, unpaired } = pairQueries(runs);
  const columns = measuresOf(runs, rows);
  const pairs = (runs.length * (runs.length - 1)) / 2;
  const tests = columns.tested.length * pairs;
  const flips = drawsNeeded(tests, 1 - settings.level, settings.flips);
  const clusters = clustersOf(shared);
  const drawn = drawAll(clusters.width, { ...settings, flips });
  const names = runs.map(({ name }) => name);
  const measures = columns.tested.map((column) => compareMeasure(column, clusters, names, drawn));
  const found = measures.flatMap((one) => one.pairs.flatMap(({ p }) => p ?? []));
  const adjusted = adjust(found, settings.adjustment);
  let next = 0;
  return {
    options: settings,
    queries: shared.length,
    unpaired,
    clusters: clusters.width,
    tooFew: tooFew(clusters.width),
    measures: measures.map((one) => ({
      ...one,
      pairs: one.pairs.map((pair) =>
        pair.p === null ? pair : { ...pair, pAdjusted: adjusted[next++] ?? null },
      ),
    })),
    untested: columns.untested,
    tests: found.length,
  };
}

/** Queries of the runs: those of the first in its order, then what only later ones hold. */
export function allQueries(runs: readonly ScoredRun[]): string[] {
  return [...new Set(runs.flatMap(({ perQuery }) => perQuery.queries))];
}

function pairQueries(runs: readonly ScoredRun[]): {
  shared: string[];
  /** Per run: the row of each shared query. */
  rows: number[][];
  unpaired: number;
} {
  const places = runs.map(({ perQuery }) => new Map(perQuery.queries.map((id, i) => [id, i])));
  const all = allQueries(runs);
  const shared = all.filter((id) => places.every((place) => place.has(id)));
  if (shared.length === 0)
    throw new GlottobenchError('GB_INPUT_INVALID', 'the runs share no judged query', {
      hint: 'are they of the same task and split?',
    });
  return {
    shared,
    rows: places.map((place) => shared.map((id) => place.get(id) ?? 0)),
    unpaired: all.length - shared.length,
  };
}

interface Column {
  readonly key: string;
  /** Per run, `[shared queries]`. */
  readonly values: readonly Float64Array[];
}

function measuresOf(
  runs: readonly ScoredRun[],
  rows: readonly (readonly number[])[],
): { tested: Column[]; untested: UntestedMeasure[] } {
  const tested: Column[] = [];
  const untested: UntestedMeasure[] = [];
  for (const key of Object.keys(runs[0]?.perQuery.values ?? {})) {
    const values = runs.map(({ perQuery }, r) => {
      const column = perQuery.values[key] ?? new Float64Array(0);
      return Float64Array.from(rows[r] ?? [], (row) => column[row] ?? NaN);
    });
    if (summaryOf(key) === 'sum') untested.push({ measure: key, reason: 'a count' });
    else if (values.some((one) => one.some(Number.isNaN)))
      untested.push({ measure: key, reason: 'undefined (0/0) for some of the queries' });
    else tested.push({ key, values });
  }
  return { tested, untested };
}

function summaryOf(key: string): TrecScore['summary'] {
  const score = findScore(key)?.score;
  return score !== undefined && 'summary' in score ? (score as TrecScore).summary : 'mean';
}

interface Clusters {
  readonly width: number;
  /** `[shared queries]` */
  readonly places: Int32Array;
}

function clustersOf(queries: readonly string[]): Clusters {
  const index = new Map<string, number>();
  const places = Int32Array.from(queries, (query) => {
    const name = questionCluster('', query);
    const place = index.get(name) ?? index.size;
    index.set(name, place);
    return place;
  });
  return { width: index.size, places };
}

type Drawn = Pick<StratumDraws, 'resamples' | 'flips' | 'level'>;

/** All measures see the same resamples: they are of the same questions. */
function drawAll(
  width: number,
  { seed, draws, flips, level }: Readonly<Record<'seed' | 'draws' | 'flips' | 'level', number>>,
): Drawn | null {
  if (tooFew(width) !== null) return null;
  return {
    resamples: drawResamples(width, draws, seededRandom(seed, 'bootstrap of runs')),
    flips: signFlips(width, flips, seededRandom(seed, 'flips of runs')),
    level,
  };
}

function tooFew(clusters: number): string | null {
  return clusters < CLUSTERS_FOR_TEST
    ? `too few (${String(CLUSTERS_FOR_TEST)} questions needed, ${String(clusters)} there)`
    : null;
}

function compareMeasure(
  { key, values }: Column,
  { width, places }: Clusters,
  names: readonly string[],
  drawn: Drawn | null,
): MeasureComparison {
  // A geometric mean holds logarithms: its values are compared as they are, its means on their own
  // scale.
  const scale = summaryOf(key) === 'geometric' ? Math.exp : (mean: number): number => mean;
  const scores = values.map((one): WeightedScores[] => [
    { weight: 1, values: one, clusters: places },
  ]);
  const data = dataOf(scores, width, scale);
  const draws =
    drawn === null
      ? null
      : {
          ...drawn,
          means: scores.map((one) => resampledMeans(one, drawn.resamples).map(scale)),
          hierarchical: null,
          effectIntervals: true,
        };
  const better = directionOf([key]) === 'lower' ? 'lower' : 'higher';
  const pairs: RunPair[] = [];
  for (let a = 0; a < names.length; a++)
    for (let b = a + 1; b < names.length; b++)
      pairs.push(runPair(testPair(names, a, b, data, draws, better === 'higher' ? 1 : -1)));
  return { measure: key, better, pairs };
}

/** Of a test, all but what it says of other languages: runs say nothing there. */
function runPair(test: PairTest): RunPair {
  const { a, b, scoreA, scoreB, difference, interval, p, pAdjusted } = test;
  const { effect, effectInterval, wins, losses, ties } = test;
  const scores = { a, b, scoreA, scoreB, difference, interval };
  return { ...scores, p, pAdjusted, effect, effectInterval, wins, losses, ties };
}

/** One cell of one language; what a pair wins or loses are queries. */
function dataOf(
  scores: readonly WeightedScores[][],
  width: number,
  scale: (mean: number) => number,
): StratumData {
  return {
    clusters: width,
    scores,
    languages: [],
    languageScores: scores.map(([cell]) => cell?.values ?? new Float64Array(0)),
    overall: scores.map((one) => scale(weightedMean(one))),
    clusterSums: scores.map((one) => sumClusters(one, width, (value) => value)),
    clusterWeights: sumClusters(scores[0] ?? [], width, () => 1),
  };
}
