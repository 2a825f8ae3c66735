import { pointerStep, type Finding } from '../finding.js';
import type { LoadedResult } from '../read/task-result.js';
import type { TaskFacts } from '../task-facts.js';
import { checkContradictions } from './check-contradictions.js';
import { placedEntries, type PlacedEntry } from './entries.js';

/** Metrics that are shares. */
const SHARE =
  /^((max_over_subqueries_)?(ndcg|map|mrr|recall|precision|hit_rate|cv_recall|R_cap|accuracy)(_at_\d+)?|(NDCG|MAP|P|Recall)@\d+\(MIRACL\))$/;
const PAIRWISE = 'p-MRR';
/** nAUC has no lower bound; 1 is the oracle, and rounding noise of a nearly flat curve may lift it a little (docs/metrics.md). */
const NAUC = /^nauc_/;
const NAUC_MOST = 2;
const AT_CUTOFF = /^(ndcg|map|recall|precision|mrr|hit_rate)_at_(\d+)$/;
/** Metrics that cannot fall when the cut-off rises. */
const GROWING = new Set(['recall', 'hit_rate', 'map', 'mrr']);
/** Metrics are rounded to 5 decimals before the main score is copied, everything to 6 at writing. */
const ROUNDING = 1.1e-6;
const GROWTH_ROUNDING = 2e-5;

/** The numbers of a result: the main score against its metric, ranges, cut-offs. */
export function* checkScores(loaded: LoadedResult): Generator<Finding> {
  for (const placed of placedEntries(loaded)) {
    yield* checkMainScore(placed, loaded.facts, loaded.legacy);
    yield* checkRanges(placed, loaded.facts, loaded.legacy);
    yield* checkCutoffs(placed, loaded.facts?.mainScore);
    yield* checkContradictions(placed);
  }
}

function* checkMainScore(
  { entry, pointer }: PlacedEntry,
  facts: TaskFacts | undefined,
  legacy: boolean,
): Generator<Finding> {
  const main = entry.main_score;
  // An old file does not name its main score; that its metric is not there is said below.
  if (!Number.isFinite(main) && !legacy)
    yield {
      kind: 'main-score-missing',
      pointer: `${pointer}/main_score`,
      message: 'the main score is null, NaN or infinite; a mean over it has no value',
    };
  if (facts === undefined) return;
  const value = entry[facts.mainScore];
  if (value === undefined) {
    yield {
      kind: 'metric-missing',
      pointer: pointer + pointerStep(facts.mainScore),
      message: `${facts.mainScore}, the main metric of the task, is not among the scores`,
    };
  } else if (typeof value !== 'number' || Math.abs(value - main) > ROUNDING) {
    yield {
      kind: 'main-score',
      pointer: `${pointer}/main_score`,
      message: `${main}, but ${facts.mainScore} is ${String(value)}`,
    };
  }
}

function* checkRanges(
  { entry, pointer }: PlacedEntry,
  facts: TaskFacts | undefined,
  legacy: boolean,
): Generator<Finding> {
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'number') continue;
    if (NAUC.test(key) && value > NAUC_MOST)
      yield {
        kind: 'value-range',
        pointer: pointer + pointerStep(key),
        message: `${value}: a normalised area is at most 1`,
      };
    const metric = key === 'main_score' ? (facts?.mainScore ?? PAIRWISE) : key;
    const lowest = SHARE.test(metric) ? 0 : metric === PAIRWISE ? -1 : undefined;
    if (lowest === undefined || (legacy && key === 'main_score')) continue;
    if (value < lowest - ROUNDING || value > 1 + ROUNDING) {
      const percent = value > 1 && value <= 100 ? '; scores are shares, not percentages' : '';
      yield {
        kind: 'value-range',
        pointer: pointer + pointerStep(key),
        message: `${value} lies outside [${lowest}, 1]${percent}`,
      };
    }
  }
}

interface Point {
  readonly key: string;
  readonly cutoff: number;
  readonly value: unknown;
}

function* checkCutoffs(
  { entry, pointer }: PlacedEntry,
  mainScore: string | undefined,
): Generator<Finding> {
  const curves = new Map<string, Point[]>();
  for (const [key, value] of Object.entries(entry)) {
    const [, metric, cutoff] = AT_CUTOFF.exec(key) ?? [];
    if (metric !== undefined)
      curves.set(metric, [...(curves.get(metric) ?? []), { key, cutoff: Number(cutoff), value }]);
  }
  const cutoffs = new Set(
    [...curves.values()].flatMap((points) => points.map((point) => point.cutoff)),
  );
  for (const [metric, points] of curves) {
    // Every metric of a run has the same cut-offs (true of all files of the public leaderboard): a gap is a loss.
    for (const cutoff of cutoffs) {
      const lost = `${metric}_at_${cutoff}`;
      if (lost === mainScore || points.some((point) => point.cutoff === cutoff)) continue;
      yield {
        kind: 'metric-missing',
        pointer: pointer + pointerStep(lost),
        message: `${lost} is not there, though other metrics of this entry have the cut-off ${cutoff}`,
      };
    }
    if (GROWING.has(metric)) yield* checkGrowth(points, pointer);
  }
}

function* checkGrowth(points: readonly Point[], pointer: string): Generator<Finding> {
  const numbers = points.flatMap(({ key, cutoff, value }) =>
    typeof value === 'number' && Number.isFinite(value) ? [{ key, cutoff, value }] : [],
  );
  numbers.sort((a, b) => a.cutoff - b.cutoff);
  for (const [i, point] of numbers.entries()) {
    const before = numbers[i - 1];
    if (before === undefined || before.value - point.value <= GROWTH_ROUNDING) continue;
    yield {
      kind: 'metric-order',
      pointer: pointer + pointerStep(point.key),
      message: `${point.value} is less than ${before.key} = ${before.value}`,
    };
  }
}
