import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { taskSubsets } from '../registry/subsets.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { SubsetSides } from './loader.js';

/**
 * Setting and languages of a subset as the registry reads them from the definition.
 * @throws GB_SUBSET_UNKNOWN
 */
export function subsetSides(definition: TaskDefinition, subset: string): SubsetSides {
  const subsets = taskSubsets(definition);
  const known = subsets.find((one) => one.subset === subset);
  if (known !== undefined) return known;
  const names = subsets.map((one) => one.subset);
  const near = didYouMean(subset, names);
  throw new GlottobenchError('GB_SUBSET_UNKNOWN', `${definition.name} has no subset ${subset}`, {
    hint:
      near.length === 0
        ? `subsets: ${names.slice(0, 10).join(', ')}`
        : `did you mean ${near.join(' or ')}?`,
  });
}
