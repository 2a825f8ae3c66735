import { basename } from 'node:path';
import { shippedDefinition } from '../registry/load-task.js';
import { isFolderPath } from '../registry/task-folders.js';
import type { RunManifest } from '../types/generated/run-manifest.js';
import type { TaskDefinition } from '../types/generated/task.js';

/**
 * What the manifest keeps of the tasks of a run: every definition that does not ship as it was run.
 * Of a data folder only its name, for results are given to others.
 */
export async function ownDefinitions(
  definitions: readonly TaskDefinition[],
): Promise<NonNullable<RunManifest['tasks']>> {
  const own: [string, TaskDefinition][] = [];
  for (const definition of definitions) {
    const shipped = await shippedDefinition(definition.name);
    if (JSON.stringify(shipped) === JSON.stringify(definition)) continue;
    const { path } = definition.dataset;
    own.push([
      definition.name,
      isFolderPath(path)
        ? { ...definition, dataset: { ...definition.dataset, path: `./${basename(path)}` } }
        : definition,
    ]);
  }
  return Object.fromEntries(own) as unknown as NonNullable<RunManifest['tasks']>;
}
