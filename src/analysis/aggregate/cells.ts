import { outsideOf } from '../../results/comparable/scale.js';
import type { CellOrigin, CellScore } from '../../types/cell-score.js';
import type { Setting } from '../../types/dataset.js';
import type { Backbone } from '../../types/language.js';
import type { StoredEntry, StoredScores } from '../../types/stored-scores.js';
import { isLanguagePool } from '../../registry/subsets.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { sideLanguage } from './units.js';

/** What a task definition adds to a result file. */
export interface TaskSides {
  /** MTEB's task type. */
  readonly type?: string | undefined;
  /** Revision of the data that the definition names. */
  readonly revision?: string | undefined;
  /** Name of the metric behind `main_score`. */
  readonly mainScore?: string | undefined;
  /** Which side the first of two languages is on; default document-query, as in most of MTEB. */
  readonly direction?: 'query-document' | 'document-query' | undefined;
}

interface CellOptions {
  readonly backboneOf?: ((model: string) => Backbone | undefined) | undefined;
  readonly taskOf?: ((task: string) => TaskSides | undefined) | undefined;
  /** Another metric than the main score, such as `recall_at_100`; cells without it are NaN. */
  readonly metric?: string | undefined;
}

/**
 * Tasks whose subsets name the query language first; everywhere else in MTEB it is the corpus
 * language (mteb 2.26.24).
 */
const QUERY_FIRST: ReadonlySet<string> = new Set(['CUREv1', 'mFollowIRCrossLingual']);

/**
 * Result files → cells. The setting is read from the languages of each subset: one language, a
 * pair, or a pool of several; of `x-multi` the first asks.
 */
export function toCells(stored: readonly StoredScores[], options: CellOptions = {}): CellScore[] {
  return stored.flatMap(({ model, revision, result, warningsOf }) => {
    const id = { name: model, revision, backbone: options.backboneOf?.(model) };
    const task = options.taskOf?.(result.task_name);
    const direction =
      task?.direction ?? (QUERY_FIRST.has(result.task_name) ? 'query-document' : 'document-query');
    return Object.entries(result.scores).flatMap(([split, entries]) =>
      entries.map((entry) => ({
        model: id,
        task: result.task_name,
        split,
        subset: entry.hf_subset,
        ...sides(entry.hf_subset, entry.languages, direction),
        ...score(entry, task?.mainScore, options.metric),
        origin: originOf(entry, result, task),
        warnings: warningsOf?.({ task: result.task_name, split, subset: entry.hf_subset }) ?? [],
      })),
    );
  });
}

function sides(
  subset: string,
  languages: readonly string[],
  direction: 'query-document' | 'document-query',
): Pick<CellScore, 'setting' | 'queryLanguages' | 'documentLanguages'> {
  const distinct = [...new Set(languages)];
  const [asking] = distinct;
  if (isLanguagePool(subset) && asking !== undefined)
    return { setting: 'multilingual', queryLanguages: [asking], documentLanguages: distinct };
  const all = (setting: Setting): ReturnType<typeof sides> => ({
    setting,
    queryLanguages: distinct,
    documentLanguages: distinct,
  });
  if (typeof sideLanguage(distinct) !== 'string' || distinct.length === 0)
    return all('monolingual');
  const [first, second] = distinct;
  if (distinct.length !== 2 || first === undefined || second === undefined)
    return all('multilingual');
  const [query, document] = direction === 'query-document' ? [first, second] : [second, first];
  return { setting: 'crosslingual', queryLanguages: [query], documentLanguages: [document] };
}

/** What of a definition its cells need. */
export function taskSides(task: TaskDefinition): TaskSides {
  return {
    mainScore: task.main_score,
    direction: task.subset_direction,
    type: task.type,
    revision: task.dataset.revision,
  };
}

function originOf(
  entry: StoredEntry,
  result: StoredScores['result'],
  task: TaskSides | undefined,
): CellOrigin {
  const version = entry['mteb_version'] ?? result.mteb_version;
  return {
    datasetRevision: result.dataset_revision ?? null,
    definedRevision: task?.revision,
    mtebVersion: typeof version === 'string' ? version : null,
    taskType: task?.type,
    outside: outsideOf(entry, task?.mainScore),
  };
}

function score(
  entry: StoredEntry,
  mainScore: string | undefined,
  wanted: string | undefined,
): Pick<CellScore, 'metric' | 'mainScore'> {
  if (wanted === undefined)
    return { metric: mainScore ?? 'main_score', mainScore: entry.main_score ?? NaN };
  const value = entry[wanted] ?? (wanted === mainScore ? entry.main_score : undefined);
  return { metric: wanted, mainScore: typeof value === 'number' ? value : NaN };
}
