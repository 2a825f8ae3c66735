import type { Finding } from '../finding.js';
import { pointerStep } from '../finding.js';
import type { LoadedResult } from '../read/task-result.js';
import type { TaskFacts } from '../task-facts.js';
import { placedEntries, type PlacedEntry } from './entries.js';

/** Metrics that are shares; nAUC is not: it may lie outside [-1, 1]. */
const SHARE = /^((max_over_subqueries_)?(ndcg|map|mrr|recall|precision|hit_rate|cv_recall|R_cap|accuracy)(_at_\d+)?|(NDCG|MAP|P|Recall)@\d+\(MIRACL\))$/;
const PAIRWISE = 'p-MRR';
/** Metrics that cannot fall when the cut-off rises. */
const GROWING = /^(recall|hit_rate|map|mrr)_at_(\d+)$/;
/** Metrics are rounded to 5 decimals before the main score is copied, everything to 6 at writing. */
const ROUNDING = 1.1e-6;
const GROWTH_ROUNDING = 2e-5;

/** The numbers of a result: the main score against its metric, ranges, growth with the cut-off. */
export function* checkScores(loaded: LoadedResult): Generator<Finding> {
  for (const placed of placedEntries(loaded)) {
    yield* checkMainScore(placed, loaded.facts, loaded.legacy);
    yield* checkRanges(placed, loaded.facts, loaded.legacy);
    yield* checkGrowth(placed);
  }
}

function* checkMainScore({ entry, pointer }: PlacedEntry, facts: TaskFacts | undefined, legacy: boolean): Generator<Finding> {
  const main = entry.main_score;
  // An old file does not name its main score; that its metric is not there is said below.
  if (!Number.isFinite(main) && !legacy) yield { kind: 'main-score-missing', pointer: `${pointer}/main_score`, message: 'the main score is null, NaN or infinite; a mean over it has no value' };
  if (facts === undefined) return;
  const value = entry[facts.mainScore];
  if (value === undefined) {
    yield { kind: 'metric-missing', pointer: pointer + pointerStep(facts.mainScore), message: `${facts.mainScore}, the main metric of the task, is not among the scores` };
  } else if (typeof value !== 'number' || Math.abs(value - main) > ROUNDING) {
    yield { kind: 'main-score', pointer: `${pointer}/main_score`, message: `${main}, but ${facts.mainScore} is ${String(value)}` };
  }
}

function* checkRanges({ entry, pointer }: PlacedEntry, facts: TaskFacts | undefined, legacy: boolean): Generator<Finding> {
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'number') continue;
    const metric = key === 'main_score' ? (facts?.mainScore ?? PAIRWISE) : key;
    const lowest = SHARE.test(metric) ? 0 : metric === PAIRWISE ? -1 : undefined;
    if (lowest === undefined || (legacy && key === 'main_score')) continue;
    if (value < lowest - ROUNDING || value > 1 + ROUNDING) {
      const percent = value > 1 && value <= 100 ? '; scores are shares, not percentages' : '';
      yield { kind: 'value-range', pointer: pointer + pointerStep(key), message: `${value} lies outside [${lowest}, 1]${percent}` };
    }
  }
}

function* checkGrowth({ entry, pointer }: PlacedEntry): Generator<Finding> {
  const families = new Map<string, { cutoff: number; value: number; key: string }[]>();
  for (const [key, value] of Object.entries(entry)) {
    const [, metric, cutoff] = GROWING.exec(key) ?? [];
    if (metric === undefined || typeof value !== 'number' || !Number.isFinite(value)) continue;
    families.set(metric, [...(families.get(metric) ?? []), { cutoff: Number(cutoff), value, key }]);
  }
  for (const points of families.values()) {
    points.sort((a, b) => a.cutoff - b.cutoff);
    for (const [i, point] of points.entries()) {
      const before = points[i - 1];
      if (before === undefined || before.value - point.value <= GROWTH_ROUNDING) continue;
      yield { kind: 'metric-order', pointer: pointer + pointerStep(point.key), message: `${point.value} is less than ${before.key} = ${before.value}` };
    }
  }
}
