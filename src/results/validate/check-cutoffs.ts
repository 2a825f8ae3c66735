import { findScore, scoreKey } from '../../scores/keys.js';
import type { ScoreFacts } from '../../scores/contract/score.js';
import { MTEB_RANKED } from '../../scores/table.js';
import { pointerStep, type Finding } from '../finding.js';
import type { PlacedEntry } from './entries.js';

const GROWTH_ROUNDING = 2e-5;

interface Point {
  readonly key: string;
  readonly cutoff: number;
  readonly value: unknown;
}

interface Curve {
  readonly score: ScoreFacts;
  readonly points: readonly Point[];
}

/** Cut-offs that were lost, and scores that fall where they can only grow. */
export function* checkCutoffs(
  { entry, pointer }: PlacedEntry,
  mainScore: string | undefined,
): Generator<Finding> {
  const curves = curvesOf(entry);
  yield* lostCutoffs(
    curves.filter(({ score }) => MTEB_RANKED.some((known) => known === score)),
    pointer,
    mainScore,
  );
  for (const { score, points } of curves) {
    if (score.growing === true) yield* checkGrowth(points, pointer);
  }
}

/** The scores with cut-offs, each with all its values. */
function curvesOf(entry: object): Curve[] {
  const curves = new Map<string, { score: ScoreFacts; points: Point[] }>();
  for (const [key, value] of Object.entries(entry)) {
    const found = findScore(key);
    if (found === undefined || found.score.keys !== undefined) continue;
    const { score, cutoff, stem } = found;
    // MTEB's ndcg_at_10 and the uncut ndcg are two scores of one stem.
    const curve = curves.get(`${stem} ${score.cutoffs}`) ?? { score, points: [] };
    curve.points.push({ key, cutoff, value });
    curves.set(`${stem} ${score.cutoffs}`, curve);
  }
  return [...curves.values()];
}

/**
 * Every metric of a run has the same cut-offs (true of all files of the public leaderboard): a gap
 * is a loss.
 */
function* lostCutoffs(
  curves: readonly Curve[],
  pointer: string,
  mainScore: string | undefined,
): Generator<Finding> {
  const cutoffs = new Set(curves.flatMap(({ points }) => points.map(({ cutoff }) => cutoff)));
  for (const { score, points } of curves) {
    for (const cutoff of cutoffs) {
      const lost = scoreKey(score, cutoff);
      if (lost === mainScore || points.some((point) => point.cutoff === cutoff)) continue;
      yield {
        kind: 'metric-missing',
        pointer: pointer + pointerStep(lost),
        message: `${lost} is not there, though other metrics of this entry have the cut-off ${String(cutoff)}`,
      };
    }
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
      message: `${String(point.value)} is less than ${before.key} = ${String(before.value)}`,
    };
  }
}
