import { aggregate } from '../../analysis/aggregate/aggregate.js';
import { taskSides, toCells } from '../../analysis/aggregate/cells.js';
import { compareModels, MODELS_FOR_DETAIL } from '../../analysis/compare/compare.js';
import { findModels, type FoundModels } from '../../analysis/compare/find-models.js';
import { toUnits } from '../../analysis/aggregate/units.js';
import { loadResults, type LoadedResults } from '../../analysis/load-results.js';
import { keepRevisions } from '../../analysis/model-revisions.js';
import { comparable } from '../../results/comparable/comparable.js';
import { isGlottobenchError } from '../../base/errors.js';
import type { CellScore } from '../../types/cell-score.js';
import type { Comparison } from '../../types/generated/comparison.js';
import type { Backbone } from '../../types/language.js';
import type { PagePair, PageScope } from '../../types/page.js';
import { shellWord } from './shown.js';

/** What the page is made of, as the commands of its sections take it. */
export interface PageRequest {
  readonly folder: string;
  readonly tasks?: readonly string[] | undefined;
  readonly metric?: string | undefined;
  readonly backbones?: ReadonlyMap<string, Backbone> | undefined;
  /** The file that `backbones` came from, for the commands that the page shows. */
  readonly backbonesFile?: string | undefined;
  readonly seed: number;
  readonly draws: number;
}

/** Every grouping that the page offers; languages and pairs of languages last. */
const PAGE_GROUPINGS = [
  'family',
  'script-class',
  'seen',
  'seen:all',
  'word-order',
  'genus',
  'macroarea',
  'affixing',
  'adposition',
  'tone',
  'romanised',
] as const;
/**
 * Of a single task where there are many models: all of them would make a page of several
 * megabytes.
 */
const TASK_GROUPINGS = ['family', 'script-class', 'seen', 'seen:all', 'word-order'] as const;
/** Groups of one language: map, scatter and lists are drawn from them. */
export const LANGUAGES = 'query-language';

/** Results read once for a set of tasks: as `aggregate` reads them, and as `compare` does. */
export interface ReadResults {
  readonly loaded: LoadedResults;
  readonly found: FoundModels;
  readonly notes: readonly string[];
}

/**
 * Reads as the commands do, so that the page cannot take another revision or another set of models
 * than they.
 */
export async function readFor(
  request: PageRequest,
  tasks: readonly string[] | undefined,
): Promise<ReadResults> {
  const only = tasks === undefined ? undefined : new Set(tasks);
  const all = await loadResults(request.folder, only);
  const { kept, notes } = await keepRevisions(all.stored);
  const found = await findModels([], {
    out: request.folder,
    tasks: only,
    backbones: request.backbones,
    metric: request.metric,
  });
  return { loaded: { ...all, stored: kept }, found, notes };
}

/**
 * One scope: what `aggregate`, `compare` and `compare --by query-language` answer on these tasks.
 */
export async function makeScope(
  request: PageRequest,
  id: string,
  tasks: readonly string[] | undefined,
  read: ReadResults,
): Promise<PageScope> {
  const { seed, draws, metric, backbones } = request;
  const stored = toCells(read.loaded.stored, {
    backboneOf: (model) => backbones?.get(model),
    taskOf: (name) => {
      const task = read.loaded.tasks.get(name);
      return task === undefined ? undefined : taskSides(task);
    },
    metric,
  });
  const cells = comparable(stored, { tasks: true });
  const by = groupingsFor(cells, id === 'all');
  const aggregation = aggregate(cells, { by, seed, draws });
  const overall = await compared(request, read.found, []);
  const detailed =
    overall.comparison?.evidence === 'questions' &&
    overall.comparison.models.length <= MODELS_FOR_DETAIL;
  // else a language has no interval: its difference is that of the means in the aggregation
  const byLanguage = detailed
    ? (await compared(request, read.found, [LANGUAGES])).comparison
    : null;
  return {
    id,
    label: id === 'all' ? 'all tasks' : id,
    aggregation,
    pairs: pairsOf(cells),
    comparison: overall.comparison,
    comparisonReason: overall.reason,
    byLanguage,
    commands: commandsOf(request, tasks, by),
  };
}

/** A task in one language has no groups of languages. */
function groupingsFor(cells: readonly CellScore[], whole: boolean): readonly string[] {
  const languages = new Set(
    cells.flatMap(({ queryLanguages, documentLanguages }) => [
      queryLanguages.join(),
      documentLanguages.join(),
    ]),
  );
  if (languages.size < 2) return [LANGUAGES];
  const models = new Set(cells.map(({ model }) => model.name)).size;
  return [...(whole || models <= MODELS_FOR_DETAIL ? PAGE_GROUPINGS : TASK_GROUPINGS), LANGUAGES];
}

/**
 * Cross-lingual scores by their pair of languages: the units that `aggregate --side pair` groups.
 */
function pairsOf(cells: readonly CellScore[]): PagePair[] {
  const models = new Map<string, CellScore[]>();
  for (const cell of cells) {
    if (cell.setting !== 'crosslingual' || !Number.isFinite(cell.mainScore)) continue;
    const key = JSON.stringify([cell.model.name, cell.model.revision]);
    models.set(key, [...(models.get(key) ?? []), cell]);
  }
  return [...models.values()].flatMap((own) =>
    toUnits(own, 'pair').flatMap(({ language, other, score, cells: count }) =>
      language === undefined || other === undefined || own[0] === undefined
        ? []
        : [
            {
              model: own[0].model.name,
              revision: own[0].model.revision,
              query: language.id,
              document: other.id,
              score,
              cells: count,
            },
          ],
    ),
  );
}

interface Compared {
  readonly comparison: Comparison | null;
  readonly reason: string | null;
}

async function compared(
  { seed, draws }: PageRequest,
  { models }: FoundModels,
  by: readonly string[],
): Promise<Compared> {
  if (models.length < 2) return { comparison: null, reason: 'one model is not compared' };
  try {
    const comparison = await compareModels(models, { by, seed, draws });
    return { comparison: withoutManyPairs(comparison), reason: null };
  } catch (error) {
    if (!isGlottobenchError(error)) throw error;
    return { comparison: null, reason: error.message };
  }
}

/** Thousands of pairs would be most of the page; the ranking holds what the overview shows. */
function withoutManyPairs(comparison: Comparison): Comparison {
  return comparison.models.length <= MODELS_FOR_DETAIL
    ? comparison
    : { ...comparison, groups: comparison.groups.map((group) => ({ ...group, pairs: [] })) };
}

function commandsOf(
  request: PageRequest,
  tasks: readonly string[] | undefined,
  by: readonly string[],
): PageScope['commands'] {
  const rest = optionsOf({ ...request, tasks });
  const place = shellWord(request.folder);
  return {
    aggregate: `glottobench aggregate ${place} --by ${by.join()} ${rest}`,
    compare: `glottobench compare ${place} ${rest}`,
    byLanguage: `glottobench compare ${place} --by ${LANGUAGES} ${rest}`,
  };
}

/** The command behind backbone × batching. */
export function factorsCommand(request: PageRequest): string {
  return `glottobench compare ${shellWord(request.folder)} --factor backbone,batching ${optionsOf(request)}`;
}

/** What all commands of a page have in common. */
function optionsOf({ tasks, metric, backbonesFile, seed, draws }: PageRequest): string {
  return [
    ...(tasks ?? []).flatMap((task) => ['--task', shellWord(task)]),
    ...(metric === undefined ? [] : ['--metric', shellWord(metric)]),
    ...(backbonesFile === undefined ? [] : ['--backbones', shellWord(backbonesFile)]),
    ...(seed === 42 ? [] : ['--seed', String(seed)]),
    ...(draws === 2000 ? [] : ['--draws', String(draws)]),
    '--json',
  ].join(' ');
}
