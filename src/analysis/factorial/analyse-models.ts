import { GlottobenchError } from '../../base/errors.js';
import type {
  ComparisonOptions,
  FactorialAnalysis,
  ZeroShot,
} from '../../types/generated/factorial.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { listed } from '../../base/wording.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { modelLabels } from '../compare/labels.js';
import type { ModelResults } from '../compare/model-results.js';
import { notesOf, pairScores, type ScoreTable } from '../compare/score-table.js';
import { analyseTable } from './analyse-table.js';
import type { Slope } from './covariates.js';
import { conditionOf, type Condition } from './conditions.js';
import { distinctWeights, mixedConditions, sharedSeeds, trainingRuns } from './runs.js';
import { zeroShot } from './zero-shot.js';

export interface AnalyseOptions {
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  readonly conditions?: ReadonlyMap<string, Condition> | undefined;
  /** Leave out tasks on which any of the models is known not to be zero-shot. */
  readonly zeroShotOnly?: boolean | undefined;
  readonly comparison: ComparisonOptions;
  /** Groupings of the user's own that `comparison.by` may name. */
  readonly groupings?: readonly Grouping[] | undefined;
  /** Properties of languages that effects may go with. */
  readonly slopes?: readonly Slope[] | undefined;
  /** One condition is described instead of refused. */
  readonly describeOne?: boolean | undefined;
}

/**
 * Backbone × batching, setting by setting and group by group, on what all models share. Runs of
 * training are the units: checkpoints of one condition and one seed are averaged, the same weights
 * twice are one. Models of which backbone or batching is not known are left out and named.
 * @throws GB_USAGE where fewer than two conditions are left; GB_INPUT_INVALID for scores of which
 * the one is better when high and another when low
 */
export async function analyseFactors(
  models: readonly ModelResults[],
  options: AnalyseOptions,
): Promise<FactorialAnalysis> {
  const { comparison } = options;
  const known = models.filter((model) => conditionOf(model, options.conditions) !== undefined);
  const without = models.filter((model) => !known.includes(model));
  refuseOneCondition(known, without, options);
  const distinct = distinctWeights(known, options.conditions);
  const table = await pairScores(clean(distinct.models, options), comparison.side);
  const conditions = table.models.map(
    (model) => conditionOf(model, options.conditions) ?? fail(model),
  );
  const runs = trainingRuns(table.models, conditions);
  const labels = modelLabels(table.models);
  const analysed = analyseTable(table, runs, options);
  return {
    format: 2,
    evidence: table.evidence,
    models: table.models.map((model, i) => ({
      model: labels[i] ?? model.name,
      backbone: conditions[i]?.backbone ?? '',
      batching: conditions[i]?.batching ?? '',
      run: runs.findIndex((run) => run.models.includes(i)),
      zeroShot: statuses(model, options.tasks),
    })),
    runs: runs.map(({ condition, seed, models: places }) => ({
      backbone: condition.backbone,
      batching: condition.batching,
      seed: seed ?? null,
      models: places.flatMap((i) => labels[i] ?? []),
    })),
    tasks: [...new Set(table.cells.map(({ task }) => task))].sort(),
    metrics: [...new Set(table.cells.map(({ metric }) => metric))].sort(),
    options: comparison,
    groups: analysed.groups,
    differences: analysed.differences,
    families: analysed.families,
    notes: [
      ...notesOf(table),
      ...distinct.notes,
      ...sharedSeeds(labels, runs),
      ...mixedConditions(table.models, runs),
      ...leftOut(without, table),
    ],
  };
}

function refuseOneCondition(
  known: readonly ModelResults[],
  without: readonly ModelResults[],
  { conditions, describeOne }: AnalyseOptions,
): void {
  const distinct = new Set(
    known.map((model) => {
      const condition = conditionOf(model, conditions);
      return `${condition?.backbone ?? ''}\0${condition?.batching ?? ''}`;
    }),
  );
  if (distinct.size >= 2 || (describeOne === true && distinct.size === 1)) return;
  if (without[0] !== undefined) fail(without[0]);
  throw new GlottobenchError('GB_USAGE', 'all these models have one backbone and one batching', {
    hint: 'a factorial analysis needs two or more conditions',
  });
}

function leftOut(without: readonly ModelResults[], table: ScoreTable): string[] {
  const names = listed(
    without.map(({ name }) => name),
    4,
  );
  return [
    ...(without.length === 0
      ? []
      : [`left out, for neither a card nor --table says their backbone and batching: ${names}`]),
    ...table.leftOutModels.map(
      ({ model }) => `${model} shares too little with the others and is left out`,
    ),
  ];
}

function clean(
  models: readonly ModelResults[],
  { tasks, zeroShotOnly }: AnalyseOptions,
): readonly ModelResults[] {
  if (zeroShotOnly !== true) return models;
  const seen = new Set(
    models.flatMap((model) =>
      [...new Set(model.cells.map(({ task }) => task))].filter(
        (task) => zeroShot(model.trainingData, task, tasks) === 'no',
      ),
    ),
  );
  return models.map((model) => ({
    ...model,
    cells: model.cells.filter(({ task }) => !seen.has(task)),
  }));
}

function statuses(
  model: ModelResults,
  tasks: ReadonlyMap<string, TaskDefinition>,
): Record<string, ZeroShot> {
  return Object.fromEntries(
    [...new Set(model.cells.map(({ task }) => task))]
      .sort()
      .map((task) => [task, zeroShot(model.trainingData, task, tasks)]),
  );
}

function fail(model: Pick<ModelResults, 'name'>): never {
  throw new GlottobenchError('GB_USAGE', `backbone and batching of ${model.name} are not known`, {
    hint: 'put glottobench.json (backbone, batch_sampling) beside its weights before the run, or give --table FILE with columns model, backbone, batching',
  });
}
