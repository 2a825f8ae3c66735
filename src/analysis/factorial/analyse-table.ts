import type {
  ComparisonOptions,
  EffectDifference,
  FactorialAnalysis,
  FactorialGroup,
} from '../../types/generated/factorial.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { signOf } from '../compare/compare.js';
import type { ComparedCell, ScoreTable } from '../compare/score-table.js';
import { stratify, type Stratum } from '../compare/strata.js';
import { stratumData } from '../compare/stratum-data.js';
import type { Condition } from './conditions.js';
import { correct } from './correct.js';
import { groupCovariates, slopeCovariate, type Covariate, type Slope } from './covariates.js';
import { differingEffects, groupEffects, type GroupData } from './group-effects.js';
import type { TrainingRun } from './runs.js';

interface TableOptions {
  readonly comparison: ComparisonOptions;
  /** Groupings of the user's own that `comparison.by` may name. */
  readonly groupings?: readonly Grouping[] | undefined;
  /** Properties of languages that effects may go with. */
  readonly slopes?: readonly Slope[] | undefined;
}

/** Every group with its effects, and the families of tests that were corrected together. */
type TableAnalysis = Pick<FactorialAnalysis, 'groups' | 'differences' | 'families'>;

/**
 * The analysis of paired scores, setting by setting and group by group.
 * @param runs their checkpoints are places in `table.models`
 * @throws GB_INPUT_INVALID for scores of which the one is better when high and another when low;
 * GB_USAGE for an unknown grouping
 */
export function analyseTable(
  table: ScoreTable,
  runs: readonly TrainingRun[],
  { comparison, groupings, slopes = [] }: TableOptions,
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
  const dimensions = comparison.by.map((text) => parseDimension(text, groupings));
  const strata = stratify(
    averaged,
    dimensions,
    table.models.map(({ backbone }) => backbone),
  );
  for (const setting of new Set(strata.map((one) => one.setting)))
    signOf(strata.filter((one) => one.setting === setting));
  const dataOf = (stratum: Stratum): GroupData => ({
    conditions,
    runs: runsOf,
    data: stratumData(stratum, runs.length, table.evidence),
    evidence: table.evidence,
    tooFew: stratum.tooFew,
    level: comparison.level,
  });
  const groups = strata.map((stratum): FactorialGroup => {
    const group = dataOf(stratum);
    return { ...describe(stratum, group), tooFew: stratum.tooFew, ...groupEffects(group) };
  });
  const differences = strata
    .filter(({ by }) => by === null)
    .flatMap((all): EffectDifference[] => {
      const group = dataOf(all);
      return [
        ...dimensions.flatMap((dimension) =>
          groupCovariates(
            all,
            group.data,
            strata.filter(({ by, setting }) => by === dimension.id && setting === all.setting),
            dimension,
          ),
        ),
        ...slopes.map((slope) => slopeCovariate(slope, all, group.data, table.models)),
      ].flatMap((covariate) => differenceOf(all, group, covariate));
    });
  return correct(groups, differences, comparison.adjustment);
}

function describe(
  { setting, by, group, languages, families }: Stratum,
  { data, evidence }: GroupData,
): Pick<FactorialGroup, 'setting' | 'by' | 'group' | 'languages' | 'families' | 'questions'> {
  const questions = evidence === 'questions' ? data.clusters : null;
  return { setting, by, group, languages, families, questions };
}

function differenceOf(
  { setting }: Stratum,
  group: GroupData,
  covariate: Covariate,
): EffectDifference[] {
  const effects = differingEffects(group, covariate);
  const { by, of, kind, values } = covariate;
  const taken = group.data.languages.filter((_, l) => !Number.isNaN(values[l] ?? NaN));
  return effects === undefined
    ? []
    : [
        {
          setting,
          by,
          of,
          kind,
          languages: taken.length,
          families: new Set(taken.map(({ family }) => family)).size,
          leftOut: values.length - taken.length,
          effects,
        },
      ];
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
