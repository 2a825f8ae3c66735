import { allQueries, compareRuns } from '../../analysis/compare/compare-runs.js';
import { runComparisonCsv, runComparisonJson } from '../../report/run-comparison-csv.js';
import { runComparisonTables } from '../../report/run-comparison-tables.js';
import { sideCsv, SideBySide, sideTable } from '../../report/side-by-side.js';
import type {
  ComparedRun,
  RunComparison,
  UntestedMeasure,
} from '../../types/generated/run-comparison.js';
import type { TableForm } from '../../report/write/write-tables.js';
import type { CommandIo } from '../input/command.js';
import { showTables } from '../render/tables.js';
import type { ScoredFile } from './read-runs.js';
import { print, shownCutoff, textsAsked } from './show-one.js';

interface SeveralShown {
  readonly format: TableForm | 'json';
  readonly byQuery: boolean;
  readonly cutoffs: readonly number[];
  readonly measures: readonly string[];
  readonly level: number;
  readonly draws: number;
  readonly seed: number;
}

const SPEAKS_OF =
  'intervals and tests speak of other questions of this kind, with these judgements; not of other languages, collections or training runs';

/** Prints several runs beside each other, with the test of every pair. */
export function showSeveral(runs: readonly ScoredFile[], shown: SeveralShown, io: CommandIo): void {
  const { format, byQuery } = shown;
  const tested = compareRuns(runs, shown);
  const comparison: RunComparison = {
    format: 1,
    runs: runs.map(runOf),
    ...tested,
    untested: [...textsOf(shown), ...tested.untested],
    speaksOf: SPEAKS_OF,
  };
  const names = runs.map(({ name }) => name);
  const side = new SideBySide(
    allQueries(runs),
    runs.map(({ perQuery }) => perQuery),
  );
  if (format === 'json') print(io, runComparisonJson(comparison, byQuery ? side : undefined));
  else if (format === 'csv')
    print(io, byQuery ? sideCsv(side, names) : [runComparisonCsv(comparison)]);
  else {
    const queries = byQuery ? [sideTable(side, names, atCutoff(side, shown))] : [];
    showTables([...runComparisonTables(comparison), ...queries], format, io);
  }
}

/** Measures that are texts: there is nothing to compare. */
function textsOf({ measures }: SeveralShown): UntestedMeasure[] {
  const { runid, relstring } = textsAsked(measures);
  return [...(runid ? ['runid'] : []), ...(relstring === undefined ? [] : [relstring.key])].map(
    (measure) => ({ measure, reason: 'a text' }),
  );
}

function runOf({ name, scores, counts, warnings }: ScoredFile): ComparedRun {
  return {
    name,
    queries: counts.queries,
    unjudgedQueries: counts.unjudged_queries,
    unrankedQueries: counts.unranked_queries,
    scores: Object.fromEntries(
      Object.entries(scores).map(([key, value]) => [key, Number.isNaN(value) ? null : value]),
    ),
    warnings: [...warnings],
    undefined: Object.keys(scores).filter((key) => Number.isNaN(scores[key])),
  };
}

/** The measures at the shown cut-off. */
function atCutoff(side: SideBySide, { cutoffs }: SeveralShown): string[] {
  const suffix = `_at_${String(shownCutoff(cutoffs))}`;
  return side.measures.filter((key) => key.endsWith(suffix));
}
