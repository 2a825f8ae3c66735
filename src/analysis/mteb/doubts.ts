import { comparable } from '../../results/comparable/comparable.js';
import type { Warning } from '../../types/generated/warning.js';
import type { StoredScores } from '../../types/stored-scores.js';
import { distinctWarnings } from '../../warnings/record.js';
import { toCells, type TaskSides } from '../aggregate/cells.js';

/**
 * What is known against the numbers of each model, while they stay as mteb computes them.
 * @param joined one result per model and task
 */
export function mtebDoubts(
  joined: readonly StoredScores[],
  taskOf: (name: string) => TaskSides | undefined,
): ReadonlyMap<string, Warning[]> {
  // mteb joins revisions of a model: here they are one.
  const cells = toCells(
    joined.map((one) => ({ ...one, revision: '' })),
    { taskOf },
  );
  const found = new Map<string, Warning[]>();
  for (const { model, warnings = [] } of comparable(cells, { coverage: 'mark', keepValues: true }))
    found.set(model.name, [...(found.get(model.name) ?? []), ...warnings]);
  return new Map([...found].map(([model, records]) => [model, distinctWarnings(records)]));
}
