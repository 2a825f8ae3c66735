import { listed, textOf } from '../../base/wording.js';
import { boundsFault, outsideBounds } from '../../scores/bounds.js';
import { findScore } from '../../scores/keys.js';
import { pointerStep, type Finding } from '../finding.js';
import type { LoadedResult } from '../read/task-result.js';
import type { TaskFacts } from '../task-facts.js';
import { checkContradictions } from './check-contradictions.js';
import { checkCutoffs } from './check-cutoffs.js';
import { placedEntries, type PlacedEntry } from './entries.js';

/** The widest bounds of MTEB's main scores, for a task that nobody knows. */
const WIDEST_MAIN = 'p-MRR';
/**
 * Metrics are rounded to 5 decimals before the main score is copied, everything to 6 at writing.
 */
const ROUNDING = 1.1e-6;

/** The numbers of a result: the main score against its metric, ranges, cut-offs. */
export function* checkScores(loaded: LoadedResult): Generator<Finding> {
  for (const placed of placedEntries(loaded)) {
    yield* checkMainScore(placed, loaded.facts, loaded.legacy);
    yield* checkExtraScores(placed, loaded.facts);
    yield* checkRanges(placed, loaded.facts, loaded.legacy);
    yield* checkCutoffs(placed, loaded.facts?.mainScore);
    yield* checkContradictions(placed);
  }
  yield* checkPercent(loaded);
}

/**
 * One score above 1 is a fault; where that is so for most kinds of score in the file, all of it is
 * in percent, and no reader that does not look can use it.
 */
function* checkPercent(loaded: LoadedResult): Generator<Finding> {
  const kinds = new Map<string, boolean>();
  for (const { entry } of placedEntries(loaded))
    for (const [key, value] of Object.entries(entry)) {
      const metric = key === 'main_score' ? loaded.facts?.mainScore : key;
      const score = metric === undefined ? undefined : findScore(metric)?.score;
      if (metric === undefined || score?.bounds[1] !== 1 || typeof value !== 'number') continue;
      const percent = outsideBounds(metric, value, ROUNDING) === 'percent';
      kinds.set(score.id, (kinds.get(score.id) ?? false) || percent);
    }
  const above = [...kinds].filter(([, percent]) => percent).map(([id]) => id);
  if (above.length * 2 > kinds.size)
    yield {
      kind: 'percent-scale',
      pointer: '',
      message: `the scores are in percent (${listed(above, 4)} above 1); scores are shares: divide all but nAUC by 100`,
    };
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
      message: `${main}, but ${facts.mainScore} is ${textOf(value)}`,
    };
  }
}

function* checkExtraScores(
  { entry, pointer }: PlacedEntry,
  facts: TaskFacts | undefined,
): Generator<Finding> {
  for (const key of facts?.extraScores ?? []) {
    if (key in entry || key === facts?.mainScore) continue;
    yield {
      kind: 'metric-missing',
      pointer: pointer + pointerStep(key),
      message: `${key}, which the task asks for by extra_scores, is not among the scores`,
    };
  }
}

function* checkRanges(
  { entry, pointer }: PlacedEntry,
  facts: TaskFacts | undefined,
  legacy: boolean,
): Generator<Finding> {
  for (const [key, value] of Object.entries(entry)) {
    if (typeof value !== 'number' || (legacy && key === 'main_score')) continue;
    const metric = key === 'main_score' ? (facts?.mainScore ?? WIDEST_MAIN) : key;
    const message = boundsFault(metric, value, ROUNDING);
    if (message !== undefined)
      yield { kind: 'value-range', pointer: pointer + pointerStep(key), message };
  }
}
