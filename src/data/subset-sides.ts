import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { TaskDefinition } from '../types/generated/task.js';
import type { SubsetSides } from './loader.js';

/**
 * Languages and setting of a subset as the definition states them. A subset of two languages whose name joins two
 * parts (`deu-eng`), or any of a task with `subset_direction`, is a pair; else both sides hold all languages.
 * @throws GB_SUBSET_UNKNOWN
 */
export function subsetSides(definition: TaskDefinition, subset: string): SubsetSides {
  const languages = subsetLanguages(definition, subset);
  const [first, second] = languages;
  const isPair = languages.length === 2 && !Array.isArray(definition.eval_langs) && (subset.includes('-') || definition.subset_direction !== undefined);
  if (!isPair || first === undefined || second === undefined) {
    return { setting: 'monolingual', queryLanguages: languages, documentLanguages: languages };
  }
  const [query, document] = definition.subset_direction === 'query-document' ? [first, second] : [second, first];
  return { setting: query === document ? 'monolingual' : 'crosslingual', queryLanguages: [query], documentLanguages: [document] };
}

function subsetLanguages({ name, eval_langs: languages }: TaskDefinition, subset: string): readonly string[] {
  if (Array.isArray(languages)) {
    if (subset === 'default') return languages;
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', `${name} has one subset, default, not ${subset}`);
  }
  const known = Object.hasOwn(languages, subset) ? languages[subset] : undefined;
  if (known !== undefined) return known;
  const near = didYouMean(subset, Object.keys(languages));
  throw new GlottobenchError('GB_SUBSET_UNKNOWN', `${name} has no subset ${subset}`, { hint: near.length === 0 ? `Subsets: ${Object.keys(languages).slice(0, 10).join(', ')}` : `Did you mean ${near.join(' or ')}?` });
}
