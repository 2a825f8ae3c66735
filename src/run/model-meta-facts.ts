import { trainingNames, writtenTrainingData } from '../analysis/contamination/training-data.js';
import { modelFacts } from '../registry/models/model-registry.js';
import type { ModelMetaFacts } from '../results/write/model-meta.js';
import type { OpenedModel } from './open/model-facts.js';
import type { ModelPlan } from './plan.js';

/**
 * Everything that model_meta.json can say of a model: what was found in its checkpoint, then its
 * card, then MTEB's registry where results stand under its name there. What nobody states stays
 * null.
 */
export function metaFacts(plan: ModelPlan, opened: OpenedModel): ModelMetaFacts {
  const { card, registered, bases } = plan;
  const trained = trainingNames({ card, registered, bases });
  return {
    ...opened.meta,
    ...(card !== undefined && {
      languages: card.languages ?? null,
      release_date: card.release_date ?? null,
      reference: card.reference ?? null,
      license: card.license ?? null,
    }),
    adapted_from: card?.base_model ?? bases?.[0] ?? null,
    ...(registered !== undefined && registryFacts(plan)),
    training_datasets: writtenTrainingData(trained),
  };
}

/** Members of mteb's ModelMeta that its registry has for the model. */
function registryFacts({ registered, id }: ModelPlan): Partial<ModelMetaFacts> {
  if (registered === undefined || registered.name !== id.name) return {};
  const stated = Object.entries(modelFacts(registered)).filter(
    ([key, value]) => value !== null && !OURS.has(key),
  );
  return Object.fromEntries(stated);
}

/** Members that the run itself decides. */
const OURS: ReadonlySet<string> = new Set(['name', 'revision', 'loader', 'training_datasets']);
