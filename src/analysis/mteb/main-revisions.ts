import { modelRegistry } from '../../registry/models/model-registry.js';

let revisions: ReadonlyMap<string, string> | undefined;

/** Model → revision that MTEB's model registry names, models without text among them. Made once. */
export function mainRevisions(): ReadonlyMap<string, string> {
  if (revisions === undefined) {
    const { models, left_out: others } = modelRegistry();
    revisions = new Map([
      ...Object.entries(others.revisions),
      ...models.flatMap(({ name, revision }) =>
        revision === null ? [] : ([[name, revision]] as const),
      ),
    ]);
  }
  return revisions;
}
