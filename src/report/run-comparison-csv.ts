import type { RunComparison } from '../types/generated/run-comparison.js';
import { csvTable } from './write/csv.js';
import type { SideBySide } from './side-by-side.js';

const COLUMNS = [
  'measure',
  'better',
  'a',
  'b',
  'score_a',
  'score_b',
  'difference',
  'low',
  'high',
  'p',
  'p_adjusted',
  'tests',
  'effect',
  'effect_low',
  'effect_high',
  'wins',
  'losses',
  'ties',
  'queries',
  'unpaired',
  'too_few',
] as const;

/** One line per measure and pair of runs. */
export function runComparisonCsv(comparison: RunComparison): string {
  return csvTable(
    COLUMNS,
    comparison.measures.flatMap(({ measure, better, pairs }) =>
      pairs.map((pair) => ({
        measure,
        better,
        a: pair.a,
        b: pair.b,
        score_a: pair.scoreA,
        score_b: pair.scoreB,
        difference: pair.difference,
        low: pair.interval?.low,
        high: pair.interval?.high,
        p: pair.p,
        p_adjusted: pair.pAdjusted,
        tests: comparison.tests,
        effect: pair.effect,
        effect_low: pair.effectInterval?.low,
        effect_high: pair.effectInterval?.high,
        wins: pair.wins,
        losses: pair.losses,
        ties: pair.ties,
        queries: comparison.queries,
        unpaired: comparison.unpaired,
        too_few: comparison.tooFew,
      })),
    ),
  );
}

/**
 * The comparison as one JSON document, in pieces; queries keep their order, also where ids look
 * like integers.
 */
export function* runComparisonJson(
  comparison: RunComparison,
  side: SideBySide | undefined,
): Generator<string> {
  const head = JSON.stringify(comparison, null, 2).slice(0, -2);
  if (side === undefined) {
    yield `${head}\n}\n`;
    return;
  }
  yield `${head},\n  "perQuery": {`;
  for (const [row, query] of side.queries.entries()) {
    const values = Object.fromEntries(
      side.measures.map((measure) => [measure, side.values(query, measure)]),
    );
    yield `${row === 0 ? '' : ','}\n    ${JSON.stringify(query)}: ${JSON.stringify(values)}`;
  }
  yield '\n  }\n}\n';
}
