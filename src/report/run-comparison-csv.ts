import type { RunComparison } from '../types/generated/run-comparison.js';
import { PAIR_COLUMNS, pairFields } from './pair-csv.js';
import { csvTable } from './write/csv.js';
import type { SideBySide } from './side-by-side.js';

const COLUMNS = ['measure', 'better', ...PAIR_COLUMNS, 'queries', 'unpaired', 'too_few'] as const;

/** One line per measure and pair of runs. */
export function runComparisonCsv(comparison: RunComparison): string {
  return csvTable(
    COLUMNS,
    comparison.measures.flatMap(({ measure, better, pairs }) =>
      pairs.map((pair) => ({
        measure,
        better,
        ...pairFields(pair, comparison.tests),
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
