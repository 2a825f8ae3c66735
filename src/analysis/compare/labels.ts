import { shortRevision } from '../model-revisions.js';

/**
 * Names of models as tables show them: the name, with the beginning of the revision where two share
 * it.
 */
export function modelLabels(
  models: readonly { readonly name: string; readonly revision: string }[],
): string[] {
  return models.map(({ name, revision }) => {
    const namesakes = models.filter((other) => other.name === name).map((other) => other.revision);
    return namesakes.length > 1 ? `${name}@${shortRevision(revision, namesakes)}` : name;
  });
}
