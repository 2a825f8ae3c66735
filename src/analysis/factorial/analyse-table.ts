import type { ComparisonOptions, FactorialAnalysis } from '../../types/generated/factorial.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { signOf } from '../compare/compare.js';
import type { ComparedCell, ScoreTable } from '../compare/score-table.js';
import { stratify } from '../compare/strata.js';
import { stratumData } from '../compare/stratum-data.js';
import type { Condition } from './conditions.js';
import { correct } from './correct.js';
import { groupEffects } from './group-effects.js';
import type { TrainingRun } from './runs.js';

interface TableOptions {
  readonly comparison: ComparisonOptions;
  /** Groupings of the user's own that `comparison.by` may name. */
  readonly groupings?: readonly Grouping[] | undefined;
}

/** Every group with its effects, and the families of tests that were corrected together. */
type TableAnalysis = Pick<FactorialAnalysis, 'groups' | 'families'>;

/**
 * The analysis of paired scores, setting by setting and group by group.
 * @param runs their checkpoints are places in `table.models`
 * @throws GB_INPUT_INVALID for scores of which the one is better when high and another when low; GB_USAGE for an unknown grouping
 */
export function analyseTable(
  table: ScoreTable,
  runs: readonly TrainingRun[],
  { comparison, groupings }: TableOptions,
): TableAnalysis {
  const conditions = [
    ...new Map(
      runs.map(({ condition: { backbone, batching } }) => [
        `${backbone}\0${batching}`,
        { backbone, batching },
      ]),
    ).values(),
  ];
  const runsOf = conditions.map((condition) =>
    runs.flatMap((run, i) => (same(run.condition, condition) ? [i] : [])),
  );
  const averaged = perRun(table, runs);
  const strata = stratify(
    averaged,
    comparison.by.map((text) => parseDimension(text, groupings)),
    table.models.map(({ backbone }) => backbone),
  );
  for (const setting of new Set(strata.map((one) => one.setting)))
    signOf(strata.filter((one) => one.setting === setting));
  const groups = strata.map((stratum) => {
    const data = stratumData(stratum, runs.length, table.evidence);
    return {
      setting: stratum.setting,
      by: stratum.by,
      group: stratum.group,
      languages: stratum.languages,
      families: stratum.families,
      questions: table.evidence === 'questions' ? data.clusters : null,
      tooFew: stratum.tooFew,
      ...groupEffects({
        conditions,
        runs: runsOf,
        data,
        evidence: table.evidence,
        tooFew: stratum.tooFew,
        level: comparison.level,
      }),
    };
  });
  return correct(groups, comparison.adjustment);
}

/** The cells with one column per run: the mean of its checkpoints, question by question. */
function perRun({ cells }: ScoreTable, runs: readonly TrainingRun[]): ComparedCell[] {
  return cells.map((one) => ({
    ...one,
    scores: runs.map(({ models }) => {
      const own = models.flatMap((i) => one.scores[i] ?? []);
      const [first = new Float64Array(0)] = own;
      return own.length === 1
        ? first
        : first.map((_, q) => own.reduce((sum, s) => sum + (s[q] ?? NaN), 0) / own.length);
    }),
  }));
}

function same(a: Condition, b: Condition): boolean {
  return a.backbone === b.backbone && a.batching === b.batching;
}
