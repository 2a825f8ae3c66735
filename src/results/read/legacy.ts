import type { SubsetScores, TaskResult } from '../../types/generated/task-result.js';
import { unionOfLanguages, type TaskFacts } from '../task-facts.js';

/** Members of the layout before mteb 1.11 that are no split. */
const NO_SPLIT = new Set(['dataset_revision', 'mteb_dataset_name', 'mteb_version']);
/** Objects inside a split that are scores, not subsets. */
const NESTED_SCORES = new Set(['v_measures', 'cos_sim', 'euclidean', 'manhattan', 'dot', 'max']);
/** Old and new names of nested scores: `cos_sim: {ap}` becomes `cosine_ap`. */
const SIMILARITIES = [
  ['cosine', 'cos_sim'],
  ['manhattan', 'manhattan'],
  ['euclidean', 'euclidean'],
  ['dot', 'dot'],
  ['max', 'max'],
  ['similarity', 'similarity'],
] as const;
/** Tasks that were renamed since. */
const RENAMED: Readonly<Record<string, string>> = {
  CMedQAv1: 'CMedQAv1-reranking',
  CMedQAv2: 'CMedQAv2-reranking',
};

type Scores = Record<string, unknown>;

/** The name under which the task of an old file is known today. */
export function currentTaskName(name: string): string {
  return RENAMED[name] ?? name;
}

/**
 * Converts a result from before mteb 1.11: a member per split, which holds metrics, or an object of
 * metrics per subset. Source: mteb/results/task_result.py `_convert_from_before_v1_11_0`; unlike
 * there, entries keep the file's own `mteb_version` instead of the version of the reader, and a
 * main score that the file does not have is NaN.
 * @param facts of the task, undefined when it is unknown: the main metric cannot be told then
 */
export function convertLegacy(
  value: Readonly<Record<string, unknown>>,
  facts: TaskFacts | undefined,
): TaskResult {
  const task = currentTaskName(String(value['mteb_dataset_name']));
  const version = typeof value['mteb_version'] === 'string' ? value['mteb_version'] : undefined;
  const splits = Object.entries(value)
    .filter(([key]) => !NO_SPLIT.has(key))
    .map(([key, scores]): [string, Scores] => [key, { ...(scores as Scores) }]);
  let seconds = 0;
  for (const [, scores] of splits) {
    if (typeof scores['evaluation_time'] === 'number') seconds += scores['evaluation_time'];
    delete scores['evaluation_time'];
  }
  const bySubset = splits.some(([, scores]) =>
    Object.entries(scores).some(([key, member]) => isObject(member) && !NESTED_SCORES.has(key)),
  );
  const scores = splits.map(([split, content]): [string, SubsetScores[]] => {
    const subsets = bySubset
      ? Object.entries(content).filter((entry): entry is [string, Scores] => isObject(entry[1]))
      : [['default', content] as const];
    return [
      split,
      subsets.map(([subset, metrics]) =>
        toEntry(renameSubset(task, split, subset), metrics, facts, version),
      ),
    ];
  });
  return {
    dataset_revision:
      typeof value['dataset_revision'] === 'string'
        ? value['dataset_revision']
        : 'dataset revision not available',
    task_name: task,
    mteb_version: version ?? 'mteb version not available',
    scores: Object.fromEntries(scores),
    evaluation_time: seconds,
    kg_co2_emissions: null,
    date: null,
    evaluation_phases: null,
  };
}

function toEntry(
  subset: string,
  metrics: Scores,
  facts: TaskFacts | undefined,
  version: string | undefined,
): SubsetScores {
  const entry: Scores = { ...metrics };
  for (const [name, before] of SIMILARITIES) {
    const nested = entry[before];
    if (!isObject(nested)) continue;
    Reflect.deleteProperty(entry, before);
    for (const [key, member] of Object.entries(nested)) entry[`${name}_${key}`] = member;
  }
  const main = entry['main_score'] ?? (facts === undefined ? undefined : entry[facts.mainScore]);
  return {
    ...entry,
    main_score: typeof main === 'number' ? main : NaN,
    hf_subset: subset,
    languages:
      facts === undefined ? [] : [...(facts.subsets.get(subset) ?? unionOfLanguages(facts))],
    ...(version === undefined ? {} : { mteb_version: version }),
  };
}

function renameSubset(task: string, split: string, subset: string): string {
  return task === 'XPQARetrieval' && split === 'test' && subset === 'fr' ? 'fra-fra' : subset;
}

function isObject(value: unknown): value is Scores {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
