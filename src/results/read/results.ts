import { join } from 'node:path';
import { isGlottobenchError, type GlottobenchError } from '../../base/errors.js';
import type { ModelMeta } from '../../types/generated/model-meta.js';
import type { TaskResult } from '../../types/generated/task-result.js';
import { MODEL_META_FILE } from '../layout.js';
import type { TaskFacts, TaskLookup } from '../task-facts.js';
import { readCellWarnings, type CellWarnings } from './cell-warnings.js';
import { locateResults, type ResultFolder } from './locate.js';
import { readModelIdentity } from './model-meta.js';
import { readTaskResult } from './task-result.js';

/** One result of a tree. */
export interface StoredResult {
  readonly file: string;
  /** Name from `model_meta.json`, else from the folder (`__` read as `/`). */
  readonly model: string;
  readonly revision: string;
  /** Folder name of the experiment, null for plain results. */
  readonly experiment: string | null;
  /** Undefined where the folder has none; mteb's loaders then ignore the whole folder. */
  readonly meta: ModelMeta | undefined;
  readonly result: TaskResult;
  /** Definition of the task, where the lookup has it. */
  readonly facts: TaskFacts | undefined;
  /** What the run that made it found odd, per cell. */
  readonly warningsOf: CellWarnings;
}

interface ReadResultsOptions {
  readonly lookup?: TaskLookup;
  /** Leave out files of other tasks without reading them (the file name is the task). */
  readonly tasks?: ReadonlySet<string>;
  /** Results of `experiments/<kwargs>/` too; default false, as mteb's loaders. */
  readonly experiments?: boolean;
  /** Called for a file that cannot be read; without it the first one ends the reading. */
  readonly onBroken?: (error: GlottobenchError) => void;
}

/**
 * Reads every result below a path, in the order of folder and file names: ours or the public
 * leaderboard's, any age.
 * @param path a file, a revision folder, a model folder, or a tree
 * @throws GB_NOT_FOUND without the path; GB_RESULT_INVALID at a broken file unless `onBroken` is
 * given
 */
export async function* readResults(
  path: string,
  options: ReadResultsOptions = {},
): AsyncGenerator<StoredResult> {
  for await (const folder of locateResults(path)) {
    if (folder.experiment !== null && options.experiments !== true) continue;
    const files = folder.files.filter(
      (name) => options.tasks?.has(name.slice(0, -'.json'.length)) ?? true,
    );
    if (files.length === 0) continue;
    const meta = folder.hasModelMeta
      ? (await attempt(() => readModelIdentity(join(folder.folder, MODEL_META_FILE)), options))
          ?.meta
      : undefined;
    const warningsOf = await attempt(() => readCellWarnings(folder.folder), options);
    if (warningsOf === undefined) continue;
    for (const name of files) {
      const file = join(folder.folder, name);
      const loaded = await attempt(() => readTaskResult(file, options.lookup), options);
      if (loaded === undefined) continue;
      yield {
        file,
        ...identify(folder, meta),
        experiment: folder.experiment,
        meta,
        result: loaded.result,
        facts: loaded.facts,
        warningsOf,
      };
    }
  }
}

function identify(
  folder: ResultFolder,
  meta: ModelMeta | undefined,
): { model: string; revision: string } {
  return {
    model: meta?.name ?? folder.modelFolder.replace('__', '/'),
    revision: meta?.revision ?? folder.revision,
  };
}

async function attempt<T>(
  read: () => T | Promise<T>,
  options: ReadResultsOptions,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isGlottobenchError(error) || options.onBroken === undefined) throw error;
    options.onBroken(error);
    return undefined;
  }
}
