import type { ModelResults } from './model-results.js';

/** Names of models as tables show them: the name, with the beginning of the revision where two share it. */
export function modelLabels(models: readonly Pick<ModelResults, 'name' | 'revision'>[]): string[] {
  return models.map(({ name, revision }) =>
    models.filter((other) => other.name === name).length > 1
      ? `${name}@${revision.slice(0, 12)}`
      : name,
  );
}
