import type {
  MeasureComparison,
  RunComparison,
  RunPair,
} from '../types/generated/run-comparison.js';
import type { TableModel } from '../types/table.js';
import { bounds, pValue, signed } from './comparison-tables.js';
import { counted } from '../base/wording.js';
import { formatScore, metricLabel } from './format.js';
import { left, right } from './columns.js';

/** One table per pair of runs: a line per measure. */
export function runComparisonTables(comparison: RunComparison): TableModel[] {
  const pairs = comparison.measures[0]?.pairs ?? [];
  const { options, queries } = comparison;
  return pairs.map(({ a, b }, place) => ({
    title: `A = ${a}, B = ${b} · ${counted(queries, 'query', 'queries')}, paired · ${options.draws.toLocaleString('en-US')} bootstrap draws`,
    columns: [
      left('measure'),
      right('A'),
      right('B'),
      right('differ.'),
      right(`${String(Math.round(options.level * 100))} % interval`),
      right('p adj.'),
      right('wins'),
    ],
    rows: comparison.measures.map(({ measure, pairs: all }) =>
      pairRow(measure, all[place], comparison),
    ),
    remarks: verdicts(comparison, place),
    notes: explain(comparison),
    basis: basisOf(comparison),
  }));
}

/** Test, sample, draws and seed, as a caption names them. */
function basisOf({ options, queries, tests }: RunComparison): string[] {
  return [
    `paired randomization test, Holm over ${counted(tests, 'test')}`,
    `n = ${counted(queries, 'query', 'queries')}`,
    `${String(Math.round(options.level * 100))} % bootstrap intervals of ${counted(options.draws, 'draw')}`,
    `seed ${String(options.seed)}`,
  ];
}

function pairRow(
  measure: string,
  pair: RunPair | undefined,
  { tooFew }: RunComparison,
): readonly string[] {
  if (pair === undefined) return [metricLabel(measure)];
  return [
    metricLabel(measure),
    formatScore(pair.scoreA),
    formatScore(pair.scoreB),
    signed(pair.difference),
    tooFew === null ? bounds(pair.interval) : 'too few to say',
    pValue(pair.pAdjusted),
    `${String(pair.wins)}/${String(pair.wins + pair.losses + pair.ties)}`,
  ];
}

function verdicts({ measures, options, tooFew }: RunComparison, place: number): string[] {
  if (tooFew !== null) return [`nothing is tested: ${tooFew}`];
  const apart = measures.filter(({ pairs }) => (pairs[place]?.pAdjusted ?? 1) < 1 - options.level);
  if (apart.length === 0) return ['the two are not separable on these queries, by any measure'];
  return (['A', 'B'] as const).flatMap((run) => {
    const won = apart.filter((one) => betterRun(one, place) === run);
    return won.length === 0
      ? []
      : [`${run} is better by ${won.map(({ measure }) => metricLabel(measure)).join(', ')}`];
  });
}

function betterRun({ better, pairs }: MeasureComparison, place: number): 'A' | 'B' {
  const difference = pairs[place]?.difference ?? 0;
  return difference > 0 === (better === 'higher') ? 'A' : 'B';
}

function explain({ tests, unpaired, untested, speaksOf }: RunComparison): string[] {
  return [
    ...(tests > 0
      ? [
          `p: paired randomization test, Holm over ${counted(tests, 'test')}; --k chooses the cut-offs`,
        ]
      : []),
    speaksOf,
    ...(unpaired > 0 ? [unpairedNote(unpaired)] : []),
    ...[...new Set(untested.map(({ reason }) => reason))].map(
      (reason) =>
        `not tested, for it is ${reason}: ${untested
          .filter((one) => one.reason === reason)
          .map(({ measure }) => metricLabel(measure))
          .join(', ')}`,
    ),
  ];
}

function unpairedNote(unpaired: number): string {
  return `${String(unpaired)} judged queries are in some of the runs only: as in trec_eval and mteb they count in no mean of the others, so the comparison leaves them out; --complete counts a missing one as 0`;
}
