import { GlottobenchError } from '../../base/errors.js';
import { DEFAULT_K_VALUES } from '../../scores/table.js';
import { findScore } from '../../scores/keys.js';
import { subsetLanguages } from '../../registry/subsets.js';
import type { TaskDefinition } from '../../types/generated/task.js';

/**
 * Where the data of the task will lie: `org/name` on the hub, and the commit of the upload where it
 * is known.
 */
export interface ExportTarget {
  readonly repository: string;
  readonly revision: string | undefined;
}

/** The Python task file of a pull request to MTEB, and its place in MTEB's repository. */
interface TaskFile {
  /** `mteb/tasks/retrieval/deu/town_hall.py` */
  readonly path: string;
  readonly className: string;
  readonly source: string;
}

/**
 * A task as a subclass of mteb's `AbsTaskRetrieval` (mteb 2.26), which loads the dataset folder
 * beside it by mteb's own loader.
 * @throws GB_USAGE for a task that has no data of its own or that mteb could not score
 */
export function mtebTaskFile(task: TaskDefinition, target: ExportTarget): TaskFile {
  if (task.loader.kind === 'aggregate')
    throw new GlottobenchError('GB_USAGE', `${task.name} has no data of its own: export its tasks`);
  if (findScore(task.main_score)?.score.group === 'own')
    throw new GlottobenchError('GB_USAGE', `mteb does not compute ${task.main_score}`, {
      hint: 'set main_score to one of its scores, such as map_at_1000',
    });
  const className = task.name.replaceAll(/\W/g, '_').replace(/^(?=\d)/, 'Task');
  const lines = [
    'from mteb.abstasks.retrieval import AbsTaskRetrieval',
    'from mteb.abstasks.task_metadata import TaskMetadata',
    '',
    ...(Array.isArray(task.eval_langs) ? [] : [...languageTable(task), '']),
    '',
    `class ${className}(AbsTaskRetrieval):`,
    ...options(task),
    '    metadata = TaskMetadata(',
    ...metadata(task, target).map((line) => `        ${line}`),
    '    )',
    '',
  ];
  return {
    path: `mteb/tasks/retrieval/${languageFolder(task)}/${snakeCase(task.name)}.py`,
    className,
    source: lines.join('\n'),
  };
}

function languageTable(task: TaskDefinition): string[] {
  return [
    '_LANGUAGES = {',
    ...subsetLanguages(task).map(
      ([subset, languages]) => `    ${literal(subset)}: ${literal(languages)},`,
    ),
    '}',
  ];
}

/** What MTEB keeps in attributes of the class, where it differs from the default. */
function options(task: TaskDefinition): string[] {
  const kValues = task.k_values ?? DEFAULT_K_VALUES;
  return [
    ...(kValues.join() === DEFAULT_K_VALUES.join()
      ? []
      : [`    k_values = (${kValues.join(', ')},)`]),
    ...(task.ignore_identical_ids === true ? ['    ignore_identical_ids = True'] : []),
    ...(task.skip_first_result === true ? ['    skip_first_result = True'] : []),
  ];
}

function metadata(task: TaskDefinition, { repository, revision }: ExportTarget): string[] {
  const stated: [key: string, value: unknown][] = [
    ['description', task.description],
    ['reference', task.reference ?? null],
    ['type', task.type],
    ['category', task.category ?? 't2t'],
    ['modalities', task.modalities],
    ['eval_splits', task.eval_splits],
  ];
  const rest: [key: string, value: unknown][] = [
    ['main_score', task.main_score],
    ['date', undefined],
    ['domains', task.domains ?? null],
    ['task_subtypes', task.task_subtypes ?? null],
    ['license', task.license ?? null],
    ['annotations_creators', task.annotations_creators ?? null],
    ['dialect', task.dialect ?? []],
    ['sample_creation', task.sample_creation ?? null],
  ];
  const date =
    task.date === undefined || task.date === null
      ? 'None'
      : `(${task.date.map((day) => literal(day.slice(0, 10))).join(', ')})`;
  return [
    `name=${literal(task.name)},`,
    'dataset={',
    `    "path": ${literal(repository)},`,
    `    "revision": ${literal(revision ?? 'main')},${revision === undefined ? '  # the commit of the upload' : ''}`,
    '},',
    ...stated.map(([key, value]) => `${key}=${literal(value)},`),
    `eval_langs=${Array.isArray(task.eval_langs) ? literal(task.eval_langs) : '_LANGUAGES'},`,
    ...rest.map(([key, value]) => `${key}=${key === 'date' ? date : literal(value)},`),
    ...(task.prompt === undefined || task.prompt === null
      ? []
      : [`prompt=${literal(task.prompt)},`]),
    ...(task.adapted_from === undefined || task.adapted_from === null
      ? []
      : [`adapted_from=${literal(task.adapted_from)},`]),
    ...(typeof task.contributed_by === 'string'
      ? [`contributed_by=${literal(task.contributed_by)},`]
      : []),
    `bibtex_citation=${rawText(task.bibtex_citation ?? '')},`,
  ];
}

/** A JSON value as Python writes it. A JSON string is a Python string. */
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object')
    return `{${Object.entries(value)
      .map(([key, member]) => `${literal(key)}: ${literal(member)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}

/** BibTeX as a raw text of several lines, as in MTEB's files, where that can be written. */
function rawText(text: string): string {
  return text === '' || text.includes('"""') || /["\\]$/.test(text)
    ? literal(text)
    : `r"""${text}"""`;
}

function languageFolder(task: TaskDefinition): string {
  const languages = new Set(
    subsetLanguages(task).flatMap(([, tags]) =>
      tags.map((tag) => tag.slice(0, tag.lastIndexOf('-'))),
    ),
  );
  const [only = 'multilingual', ...others] = languages;
  return others.length === 0 ? only : 'multilingual';
}

/** `TownHallRetrieval` → `town_hall_retrieval` */
function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/\W/g, '_')
    .toLowerCase();
}
