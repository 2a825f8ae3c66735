import { basename } from 'node:path';
import { didYouMean } from '../base/suggest.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { LOADER_KINDS, loaderFacts } from './loader-kinds.js';
import { loaderOptions, mustBe } from './loader-options.js';
import { extraScoreFault, mainScoreFault } from './score-names.js';
import { SCORING_KINDS, scoringKind } from './scoring-kinds.js';
import { fault, warning, type TaskIssue } from './task-issue.js';
import { VOCABULARY } from './vocabulary.js';

/**
 * A check of meaning. It runs only where the schema has no complaint about the keys that it reads.
 */
interface Check {
  readonly reads: readonly (keyof TaskDefinition)[];
  readonly run: (task: TaskDefinition, file: string) => TaskIssue[];
}

export const TASK_CHECKS: readonly Check[] = [
  { reads: ['name'], run: checkFileName },
  { reads: ['description'], run: checkDescription },
  { reads: ['dataset', 'loader'], run: checkRevision },
  { reads: ['main_score', 'k_values', 'scoring', 'extra_scores'], run: checkMainScore },
  { reads: ['extra_scores'], run: checkExtraScores },
  { reads: ['loader', 'tasks'], run: checkLoader },
  { reads: ['scoring'], run: checkScoring },
  { reads: ['date'], run: checkDate },
  { reads: ['domains', 'annotations_creators', 'sample_creation'], run: checkVocabulary },
];

function checkFileName(task: TaskDefinition, file: string): TaskIssue[] {
  const name = basename(file);
  return name === `${task.name}.json`
    ? []
    : [fault('/name', `the file must be named after the task: "${task.name}.json", not "${name}"`)];
}

// One of mteb's tasks has none, so that the schema cannot ask for it.
function checkDescription({ description }: TaskDefinition): TaskIssue[] {
  return description.trim() === ''
    ? [warning('/description', 'is empty: say what a query is, and what answers it')]
    : [];
}

function checkRevision({ dataset, loader }: TaskDefinition): TaskIssue[] {
  if (
    loaderFacts(loader.kind)?.unpinned === true ||
    dataset.path.startsWith('.') ||
    dataset.path.startsWith('/')
  )
    return [];
  if (
    /^[0-9a-f]{40}$/.test(dataset.revision) ||
    (dataset.path.startsWith('npm:') && /^\d+\.\d+\.\d+/.test(dataset.revision))
  )
    return [];
  return [
    warning(
      '/dataset/revision',
      `"${dataset.revision}" is not a full commit hash: the data may change under the same name`,
    ),
  ];
}

function checkMainScore(task: TaskDefinition): TaskIssue[] {
  const found = mainScoreFault(task.main_score, task);
  return found === undefined ? [] : [fault('/main_score', found)];
}

function checkExtraScores({ extra_scores: keys = [] }: TaskDefinition): TaskIssue[] {
  return keys.flatMap((key, i) => {
    const found = extraScoreFault(key);
    return found === undefined ? [] : [fault(`/extra_scores/${String(i)}`, found)];
  });
}

function checkLoader({ loader, tasks }: TaskDefinition): TaskIssue[] {
  if (loaderFacts(loader.kind) === undefined)
    return [
      fault(
        '/loader/kind',
        `there is no loader rule "${loader.kind}"; ${suggestion(loader.kind, Object.keys(LOADER_KINDS))}`,
      ),
    ];
  if (loader.kind === 'none' && loader.reason === undefined)
    return [fault('/loader/reason', 'missing: loader kind "none" needs the reason')];
  if (loader.kind === 'aggregate' && tasks === undefined)
    return [fault('/tasks', 'missing: an aggregate task names its tasks')];
  if (loader.kind !== 'aggregate' && tasks !== undefined)
    return [fault('/tasks', `only for loader kind "aggregate", not "${loader.kind}"`)];
  return checkLoaderOptions(loader);
}

function checkLoaderOptions(loader: TaskDefinition['loader']): TaskIssue[] {
  const options = new Map(loaderOptions(loader.kind));
  return Object.entries(loader)
    .filter(([key]) => key !== 'kind' && key !== 'reason')
    .flatMap(([key, value]) => {
      const option = options.get(key);
      if (option === undefined)
        return [
          fault(
            `/loader/${key}`,
            options.size === 0
              ? `the loader rule "${loader.kind}" has no options`
              : `the loader rule "${loader.kind}" has no such option; ${suggestion(key, [...options.keys()])}`,
          ),
        ];
      return option.values.some((one) => one === value)
        ? []
        : [fault(`/loader/${key}`, `${mustBe(option)}, not ${JSON.stringify(value)}`)];
    });
}

function checkScoring({ scoring }: TaskDefinition): TaskIssue[] {
  if (scoring === undefined || scoringKind(scoring.kind) !== undefined) return [];
  return [
    fault(
      '/scoring/kind',
      `there is no scoring "${scoring.kind}"; ${suggestion(scoring.kind, Object.keys(SCORING_KINDS))}`,
    ),
  ];
}

function checkDate({ date }: TaskDefinition): TaskIssue[] {
  if (date === undefined || date === null) return [];
  const impossible = date.flatMap((day, i) =>
    isDay(day) ? [] : [fault(`/date/${i}`, `"${day}" is no day of the calendar`)],
  );
  return impossible.length > 0 || date[0] <= date[1]
    ? impossible
    : [warning('/date', `ends (${date[1]}) before it begins (${date[0]})`)];
}

// mteb's aggregate tasks write a day as midnight.
function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function checkVocabulary(task: TaskDefinition): TaskIssue[] {
  const words: [pointer: string, key: keyof typeof VOCABULARY, word: string][] = (
    task.domains ?? []
  ).map((word, i) => [`/domains/${i}`, 'domains', word]);
  if (typeof task.annotations_creators === 'string')
    words.push(['/annotations_creators', 'annotations_creators', task.annotations_creators]);
  if (typeof task.sample_creation === 'string')
    words.push(['/sample_creation', 'sample_creation', task.sample_creation]);
  return words
    .filter(([, key, word]) => !VOCABULARY[key].includes(word))
    .map(([pointer, key, word]) =>
      warning(pointer, `MTEB does not know "${word}"; ${suggestion(word, VOCABULARY[key])}`),
    );
}

function suggestion(word: string, known: readonly string[]): string {
  const near = didYouMean(word, known, 1)[0];
  return near === undefined ? `one of ${known.join(', ')}` : `did you mean "${near}"?`;
}
