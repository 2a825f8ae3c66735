import { GlottobenchError } from '../../base/errors.js';
import type {
  ComparisonOptions,
  FactorialAnalysis,
  ZeroShot,
} from '../../types/generated/factorial.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { listed } from '../../base/wording.js';
import type { Grouping } from '../../typology/grouping-types.js';
import { parseDimension } from '../aggregate/dimensions.js';
import { modelLabels } from '../compare/labels.js';
import type { ModelResults } from '../compare/model-results.js';
import { pairScores } from '../compare/score-table.js';
import { stratify } from '../compare/strata.js';
import { stratumData } from '../compare/stratum-data.js';
import type { WeightedScores } from '../compare/bootstrap.js';
import { conditionOf, type Condition } from './conditions.js';
import { factorial } from './factorial.js';
import { zeroShot } from './zero-shot.js';

export interface AnalyseOptions {
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  readonly conditions?: ReadonlyMap<string, Condition> | undefined;
  /** Leave out tasks on which any of the models is known not to be zero-shot. */
  readonly zeroShotOnly?: boolean | undefined;
  readonly comparison: ComparisonOptions;
  /** Groupings of the user's own that `comparison.by` may name. */
  readonly groupings?: readonly Grouping[] | undefined;
}

/**
 * Backbone × batching, setting by setting and group by group, on what all models share. Several models of one condition
 * (seeds) are averaged; models of which backbone or batching is not known are left out and named.
 * @throws GB_USAGE where fewer than two conditions are left
 */
export async function analyseFactors(
  models: readonly ModelResults[],
  options: AnalyseOptions,
): Promise<FactorialAnalysis> {
  const { comparison } = options;
  const known = models.filter((model) => conditionOf(model, options.conditions) !== undefined);
  const without = models.filter((model) => !known.includes(model));
  const conditions = known.flatMap((model) => conditionOf(model, options.conditions) ?? []);
  const distinct = [
    ...new Map(conditions.map((one) => [`${one.backbone}\0${one.batching}`, one])).values(),
  ];
  if (distinct.length < 2 && without[0] !== undefined) fail(without[0]);
  if (distinct.length < 2)
    throw new GlottobenchError('GB_USAGE', 'all these models have one backbone and one batching', {
      hint: 'a factorial analysis needs two or more conditions',
    });
  const table = await pairScores(clean(known, options), comparison.side);
  const notes = [
    ...table.notes,
    ...(without.length === 0
      ? []
      : [
          `left out, for neither a card nor --table says their backbone and batching: ${listed(
            without.map(({ name }) => name),
            4,
          )}`,
        ]),
    ...table.leftOutModels.map(
      ({ model }) => `${model} shares too little with the others and is left out`,
    ),
  ];
  const strata = stratify(
    table.cells,
    comparison.by.map((text) => parseDimension(text, options.groupings)),
    table.models.map(({ backbone }) => backbone),
  );
  const own = table.models.map((model) => conditionOf(model, options.conditions) ?? fail(model));
  const kept = distinct.filter((condition) => own.some((one) => same(one, condition)));
  const labels = modelLabels(table.models);
  return {
    format: 1,
    evidence: table.evidence,
    models: table.models.map((model, i) => ({
      ...(own[i] ?? fail(model)),
      model: labels[i] ?? model.name,
      zeroShot: statuses(model, options.tasks),
    })),
    tasks: [...new Set(table.cells.map(({ task }) => task))].sort(),
    metrics: [...new Set(table.cells.map(({ metric }) => metric))].sort(),
    options: comparison,
    groups: strata.map((stratum) => {
      const data = stratumData(stratum, table.models.length, table.evidence);
      const scores = kept.map((condition) =>
        average(data.scores.filter((_, i) => same(own[i], condition))),
      );
      return {
        setting: stratum.setting,
        by: stratum.by,
        group: stratum.group,
        languages: stratum.languages,
        families: stratum.families,
        questions: table.evidence === 'questions' ? data.clusters : null,
        tooFew: stratum.tooFew,
        ...factorial(
          { conditions: kept, scores, clusters: data.clusters, evidence: table.evidence },
          {
            ...comparison,
            label: `factorial ${stratum.setting} ${stratum.by ?? ''} ${stratum.group}`,
          },
        ),
      };
    }),
    notes,
  };
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

function average(scores: readonly (readonly WeightedScores[])[]): readonly WeightedScores[] {
  const [first = []] = scores;
  return first.map((cell, c) => ({
    ...cell,
    values: cell.values.map(
      (_, i) => scores.reduce((sum, own) => sum + (own[c]?.values[i] ?? NaN), 0) / scores.length,
    ),
  }));
}

function same(a: Condition | undefined, b: Condition): boolean {
  return a?.backbone === b.backbone && a.batching === b.batching;
}

function fail(model: Pick<ModelResults, 'name'>): never {
  throw new GlottobenchError('GB_USAGE', `backbone and batching of ${model.name} are not known`, {
    hint: 'put glottobench.json (backbone, batch_sampling) beside its weights before the run, or give --table FILE with columns model, backbone, batching',
  });
}
