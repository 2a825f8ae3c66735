import type { ModelResults } from '../compare/model-results.js';
import { modelLabels } from '../compare/labels.js';
import { conditionOf, type Condition } from './conditions.js';

/** A training run: the unit of a claim about a way of training. */
export interface TrainingRun {
  readonly condition: Condition;
  /** Of the card or the table; undefined where neither says one. */
  readonly seed: number | undefined;
  /** Places of its checkpoints among the models. */
  readonly models: readonly number[];
}

/** Models of which every one has other weights, and what was found on the way. */
interface DistinctModels {
  readonly models: readonly ModelResults[];
  readonly notes: readonly string[];
}

/**
 * Leaves out a model whose weights stand in the same condition already, under another name,
 * revision or prompt: they are one run, and the newest results of it count. The same weights in two
 * conditions are kept and named.
 */
export function distinctWeights(
  models: readonly ModelResults[],
  conditions?: ReadonlyMap<string, Condition>,
): DistinctModels {
  const labels = modelLabels(models);
  const notes: string[] = [];
  const kept = new Map<string, number>();
  models.forEach((model, i) => {
    const condition = conditionOf(model, conditions);
    const key = JSON.stringify([weightsOf(model, i), condition?.backbone, condition?.batching]);
    const known = kept.get(key);
    if (known === undefined) {
      kept.set(key, i);
      return;
    }
    const newer = (models[known]?.updated ?? '') < (model.updated ?? '');
    const [stays, goes] = newer ? [i, known] : [known, i];
    kept.set(key, stays);
    notes.push(
      `${labels[stays] ?? ''} and ${labels[goes] ?? ''} have the same weights: they are one run, and only ${labels[stays] ?? ''} is taken`,
    );
  });
  const places = [...kept.values()].sort((a, b) => a - b);
  return { models: places.flatMap((i) => models[i] ?? []), notes: [...notes, ...twice(models)] };

  function twice(all: readonly ModelResults[]): string[] {
    return places.flatMap((i, n) => {
      const before = places.slice(0, n).find((j) => {
        const [a, b] = [all[i], all[j]];
        return a !== undefined && b !== undefined && weightsOf(a, i) === weightsOf(b, j);
      });
      return before === undefined
        ? []
        : [
            `${labels[before] ?? ''} and ${labels[i] ?? ''} have the same weights, but stand in two conditions: one of their cards is wrong`,
          ];
    });
  }
}

const CONTENT_HASH = /^([0-9a-f]{40})(?:-|$)/u;

/**
 * What tells weights apart: the content hash that the revision begins with, else the fingerprint of
 * the run.
 */
function weightsOf({ revision, fingerprint }: ModelResults, place: number): string {
  return CONTENT_HASH.exec(revision)?.[1] ?? fingerprint ?? `#${String(place)}`;
}

/**
 * Runs in the order of their first checkpoint. Checkpoints of one condition with one declared seed
 * are one run (such as two steps of it); a checkpoint without a seed is a run of its own.
 * @param conditions of each model
 */
export function trainingRuns(
  models: readonly ModelResults[],
  conditions: readonly Condition[],
): TrainingRun[] {
  const runs = new Map<string, { condition: Condition; seed: number | undefined; at: number[] }>();
  models.forEach((model, i) => {
    const condition = conditions[i];
    if (condition === undefined) return;
    const seed = condition.seed ?? model.card?.seed;
    const key = JSON.stringify([condition.backbone, condition.batching, seed ?? `#${String(i)}`]);
    const known = runs.get(key);
    if (known === undefined) runs.set(key, { condition, seed, at: [i] });
    else known.at.push(i);
  });
  return [...runs.values()].map(({ condition, seed, at }) => ({ condition, seed, models: at }));
}

/**
 * Settings of training in which runs of one condition differ: then the condition is not one thing.
 */
export function mixedConditions(
  models: readonly ModelResults[],
  runs: readonly TrainingRun[],
): string[] {
  const conditions = new Map<string, TrainingRun[]>();
  for (const run of runs) {
    const name = `${run.condition.backbone} ${run.condition.batching}`;
    conditions.set(name, [...(conditions.get(name) ?? []), run]);
  }
  return [...conditions].flatMap(([name, own]) => {
    const cards = own.flatMap(({ models: places }) => places.map((i) => models[i]?.card ?? {}));
    const differing = TRAINING.filter(
      (key) => new Set(cards.map((card) => JSON.stringify(card[key]))).size > 1,
    );
    return differing.length === 0
      ? []
      : [`the runs of ${name} differ in more than the seed: ${differing.join(', ')}`];
  });
}

const TRAINING = [
  'base_model',
  'training_datasets',
  'languages',
  'steps',
  'batch_size',
  'learning_rate',
  'loss',
] as const;

/** Where checkpoints of one seed were put together. */
export function sharedSeeds(labels: readonly string[], runs: readonly TrainingRun[]): string[] {
  return runs
    .filter(({ models }) => models.length > 1)
    .map(
      ({ condition, seed, models }) =>
        `${models.map((i) => labels[i] ?? '').join(', ')} have one condition (${condition.backbone} ${condition.batching}) and one seed (${String(seed)}): they count as one run, their scores averaged`,
    );
}
