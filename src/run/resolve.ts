import { GlottobenchError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { cellsOf, type CellFilter, type SubsetLanguages } from '../protocols/cells.js';
import { LOADERS } from '../data/generated/loaders.js';
import { languageTest } from '../protocols/language-filter.js';
import { loadBenchmark } from '../registry/benchmarks.js';
import { loadTask } from '../registry/load-task.js';
import { isImplemented, loaderFacts } from '../registry/loader-kinds.js';
import { runnability } from '../registry/runnability.js';
import { taskSubsets } from '../registry/subsets.js';
import type { Cell } from '../types/cell.js';
import type { ModelId } from '../types/encoder.js';
import type { TaskDefinition } from '../types/generated/task.js';
import { checkDataNames, dataFolder } from './open/data-folder.js';
import type { CellWishes, DataWishes, RunRequest } from './request/request.js';
import { checkTaskOptions, withTaskOptions } from './task-options.js';

/** A task that was asked for, with the subsets and splits its benchmark restricts it to. */
export interface WantedTask {
  readonly definition: TaskDefinition;
  readonly subsets: readonly SubsetLanguages[];
  readonly splits: readonly string[];
}

/** The parts of a request that say which tasks, and of which data. */
type TaskWishes = Pick<RunRequest, 'what' | 'cells' | 'data'>;

/**
 * Names → definitions. Nothing heavy is opened. @throws GB_TASK_UNKNOWN with did-you-mean,
 * GB_TASK_NOT_RUNNABLE
 */
export async function resolveTasks(request: TaskWishes): Promise<WantedTask[]> {
  const { what } = request;
  const named = await Promise.all(
    what.tasks.map(async (name) => wanted(await loadTask(name), undefined, undefined, request)),
  );
  if (what.benchmark === undefined) return checked(named, request.data);
  const benchmark = await loadBenchmark(what.benchmark);
  const members = await Promise.all(
    benchmark.tasks.map(async (entry) =>
      wanted(
        await loadTask(entry.name),
        entry.hf_subsets ?? undefined,
        entry.eval_splits ?? undefined,
        request,
      ),
    ),
  );
  return checked([...named, ...members], request.data);
}

function checked(tasks: WantedTask[], data: DataWishes): WantedTask[] {
  const definitions = tasks.map(({ definition }) => definition);
  checkDataNames(definitions, data.folders);
  checkTaskOptions(definitions, data);
  return [...tasks.reduce(merge, new Map<string, WantedTask>()).values()];
}

/**
 * A task that is named twice, or named and in the benchmark, is one task with all that was asked of
 * it.
 */
function merge(known: Map<string, WantedTask>, task: WantedTask): Map<string, WantedTask> {
  const { name } = task.definition;
  const first = known.get(name);
  if (first !== undefined && JSON.stringify(first.definition) !== JSON.stringify(task.definition)) {
    throw new GlottobenchError('GB_USAGE', `two different definitions are called ${name}`, {
      hint: 'rename one of them: results are filed by the name',
    });
  }
  const subsets = new Map(
    [...(first?.subsets ?? []), ...task.subsets].map((subset) => [subset.subset, subset]),
  );
  return known.set(name, {
    definition: task.definition,
    subsets: [...subsets.values()],
    splits: [...new Set([...(first?.splits ?? []), ...task.splits])],
  });
}

async function wanted(
  shipped: TaskDefinition,
  subsets: readonly string[] | undefined,
  splits: readonly string[] | undefined,
  { cells, data }: TaskWishes,
): Promise<WantedTask> {
  const definition = withTaskOptions(shipped, data);
  const state = runnability(definition);
  // A folder in BEIR or SQuAD form can bring the data of a task whose own loader is missing.
  if (!state.runnable && dataFolder(definition, data.folders) === undefined) {
    throw new GlottobenchError(
      'GB_TASK_NOT_RUNNABLE',
      `${definition.name} cannot be run here: ${state.reasons.join('; ')}`,
      { hint: 'glottobench tasks list --runnable' },
    );
  }
  const all: SubsetLanguages[] = taskSubsets(definition);
  const listed = subsets === undefined ? all : all.filter(({ subset }) => subsets.includes(subset));
  const extra = (cells.subsets ?? []).filter((name) => !all.some(({ subset }) => subset === name));
  const opened = await Promise.all(extra.map((name) => openSubset(definition, name)));
  return {
    definition,
    subsets: [...listed, ...opened.flat()],
    splits: splits ?? definition.eval_splits,
  };
}

/**
 * A subset that the definition does not list and its loader rule makes on request. @throws
 * GB_SUBSET_UNKNOWN
 */
async function openSubset({ loader }: TaskDefinition, name: string): Promise<SubsetLanguages[]> {
  const { kind } = loader;
  if (!isImplemented(kind) || loaderFacts(kind)?.openSubsets?.test(name) !== true) return [];
  const sides = await LOADERS[kind].openSubset?.(name);
  return sides === undefined ? [] : [{ subset: name, ...sides }];
}

/** The subset of this name with its languages, undefined where the task has none of it any more. */
export async function subsetByName(
  definition: TaskDefinition,
  name: string,
): Promise<SubsetLanguages | undefined> {
  const listed = taskSubsets(definition).find(({ subset }) => subset === name);
  return listed ?? (await openSubset(definition, name).catch(() => []))[0];
}

/** The cells of one model; a filter that leaves nothing of all tasks is a mistake of the user. */
export function cellsOfModel(
  model: ModelId,
  tasks: readonly WantedTask[],
  filter: CellFilter,
): Cell[] {
  return tasks.flatMap(({ definition, splits, subsets }) =>
    cellsOf(model, definition.name, splits, subsets, filter),
  );
}

/**
 * @throws GB_SUBSET_UNKNOWN when a named subset or split exists in none of the tasks; GB_USAGE for
 * a language, family or script that does not exist
 */
export function cellFilter(wishes: CellWishes, tasks: readonly WantedTask[]): CellFilter {
  checkNames(
    'subset',
    wishes.subsets,
    tasks.flatMap(({ subsets }) => subsets.map(({ subset }) => subset)),
  );
  checkNames(
    'split',
    wishes.splits,
    tasks.flatMap(({ splits }) => splits),
  );
  return {
    language: languageTest(wishes),
    settings: wishes.settings === undefined ? undefined : new Set(wishes.settings),
    subsets: wishes.subsets === undefined ? undefined : new Set(wishes.subsets),
    splits: wishes.splits === undefined ? undefined : new Set(wishes.splits),
  };
}

function checkNames(
  what: string,
  asked: readonly string[] | undefined,
  known: readonly string[],
): void {
  for (const name of asked ?? []) {
    if (known.includes(name)) continue;
    const near = didYouMean(name, new Set(known));
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', `no task asked for has the ${what} "${name}"`, {
      hint:
        near.length === 0
          ? 'glottobench tasks show NAME lists subsets and splits'
          : `did you mean: ${near.join(', ')}?`,
    });
  }
}
