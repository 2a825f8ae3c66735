import { GlottobenchError } from '../base/errors.js';
import type { TaskDefinition } from '../types/generated/task.js';

/** What an author has to say about a task; the rest follows from the data or has a default. */
export interface NewTask {
  readonly name: string;
  readonly description: string;
  /** A list for a task without subsets, else subset → list. Tags are `iso639-3-Script`. */
  readonly languages: TaskDefinition['eval_langs'];
  readonly splits: readonly string[];
  /** Folder of the data, or `org/name` of its repository. */
  readonly path: string;
  readonly revision: string;
  readonly loader: string;
  readonly type?: TaskDefinition['type'] | undefined;
  readonly mainScore?: string | undefined;
  readonly extraScores?: readonly string[] | undefined;
  /** Which side the first of two languages of a subset is on. */
  readonly direction?: TaskDefinition['subset_direction'] | undefined;
  readonly license?: string | undefined;
  readonly domains?: readonly string[] | undefined;
  readonly reference?: string | undefined;
  readonly date?: readonly [string, string] | undefined;
  readonly annotations?: string | undefined;
  readonly sampleCreation?: string | undefined;
  readonly citation?: string | undefined;
}

/**
 * The definition of a task of the user's own, with every key that MTEB asks for; what is not known
 * is null.
 */
export function newTask(given: NewTask): TaskDefinition {
  const pairs =
    !Array.isArray(given.languages) &&
    Object.values(given.languages).some((tags) => tags.length === 2);
  return {
    name: given.name,
    type: given.type ?? 'Retrieval',
    description: given.description,
    dataset: { path: given.path, revision: given.revision },
    eval_splits: [...given.splits],
    eval_langs: given.languages,
    main_score: given.mainScore ?? 'ndcg_at_10',
    ...(given.extraScores === undefined ? {} : { extra_scores: [...given.extraScores] }),
    modalities: ['text'],
    category: 't2t',
    reference: given.reference ?? null,
    date: given.date === undefined ? null : [...given.date],
    domains: given.domains === undefined ? null : [...given.domains],
    task_subtypes: [],
    license: given.license ?? null,
    annotations_creators: given.annotations ?? null,
    dialect: [],
    sample_creation: given.sampleCreation ?? null,
    bibtex_citation: given.citation ?? null,
    loader: { kind: given.loader },
    ...(pairs || given.direction !== undefined
      ? { subset_direction: given.direction ?? 'query-document' }
      : {}),
  };
}

/**
 * Languages as they are typed: `quy-Latn` for a task without subsets,
 * `quy=quy-Latn,quy-spa=quy-Latn+spa-Latn` for one with.
 * @throws GB_USAGE when both forms are mixed or a subset is named twice
 */
export function parseLanguages(entries: readonly string[]): TaskDefinition['eval_langs'] {
  const named = entries.map((entry) => entry.split('=').map((part) => part.trim()));
  if (named.every((parts) => parts.length === 1))
    return entries.flatMap((entry) => entry.split('+')).map((tag) => tag.trim());
  const wrong = named.find((parts) => parts.length !== 2 || parts.includes(''));
  if (wrong !== undefined)
    throw new GlottobenchError('GB_USAGE', `"${wrong.join('=')}" does not say subset=language`, {
      hint: 'for example: quy=quy-Latn,quy-spa=quy-Latn+spa-Latn',
    });
  const subsets = new Map<string, string[]>();
  for (const [subset = '', tags = ''] of named) {
    if (subsets.has(subset))
      throw new GlottobenchError('GB_USAGE', `the subset "${subset}" is given twice`);
    subsets.set(
      subset,
      tags.split('+').map((tag) => tag.trim()),
    );
  }
  return Object.fromEntries(subsets);
}
