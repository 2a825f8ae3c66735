import { GlottobenchError } from '../base/errors.js';
import { openFolder } from '../data/folder-repository.js';
import { cellKey } from '../protocols/cells.js';
import { revisionFolder } from '../results/layout.js';
import { readExisting } from '../results/write/existing.js';
import { readJournal } from '../results/write/journal.js';
import { readManifest } from '../results/read/run-manifest.js';
import type { Cell } from '../types/cell.js';
import { dataFolder } from './open/data-folder.js';
import { identifyModel, type ModelIdentity } from './open/identify-model.js';
import { parseModelSpec } from './open/model-spec.js';
import { plannedPrompts } from './planned-prompts.js';
import { checkOwnName } from './request/own-name.js';
import { requestOf, type RunOutput, type RunRequest } from './request/request.js';
import { isOfAllCells } from '../results/write/unequal-questions.js';
import type { ManifestPrompts } from '../types/generated/run-manifest.js';
import type { Warning } from '../types/generated/warning.js';
import { cellFilter, cellsOfModel, resolveTasks, type WantedTask } from './resolve.js';
import type { RunOptions } from './request/run-options.js';

/** What one model has to do, and what is already in its results. */
export interface ModelPlan extends ModelIdentity {
  /** `<out>/<org>__<name>/<revision>` */
  readonly folder: string;
  readonly todo: readonly Cell[];
  readonly kept: readonly KeptCell[];
  /** Why stored cells are run again. */
  readonly replaced: readonly string[];
  /** Of a checkpoint: the prompt of each role of each task, and whose it is. */
  readonly taskPrompts: Readonly<Record<string, ManifestPrompts>> | undefined;
}

/** A cell that is in the results already, and what was odd in its data. */
export interface KeptCell {
  readonly cell: Cell;
  readonly mainScore: number;
  readonly warnings: readonly Warning[];
}

export interface RunPlan {
  readonly tasks: ReadonlyMap<string, WantedTask>;
  readonly models: readonly ModelPlan[];
}

/**
 * Decides everything before anything is loaded: definitions, models, cells to do and cells to keep.
 * @throws GB_USAGE for options that do not exist; what is not known by its name; what cannot be
 * fetched
 */
export function planRun(options: RunOptions, signal?: AbortSignal): Promise<RunPlan> {
  return Promise.resolve().then(() => planRequest(requestOf(options), signal));
}

/** The plan of a request that was checked. */
export async function planRequest(request: RunRequest, signal?: AbortSignal): Promise<RunPlan> {
  const { what, cells, data, opening, output } = request;
  if (what.models.length === 0)
    throw new GlottobenchError('GB_USAGE', 'no model was given', {
      hint: 'add --model bm25, a folder, or a hub name',
    });
  if (what.tasks.length === 0 && what.benchmark === undefined) {
    throw new GlottobenchError('GB_USAGE', 'no task was given', {
      hint: 'add --task NAME or --benchmark NAME; glottobench tasks list --runnable shows them',
    });
  }
  checkOwnName(opening.as, what.models.length);
  const specs = await Promise.all(
    what.models.map((text) => parseModelSpec(text, what.endpointModel)),
  );
  const tasks = await resolveTasks(request);
  const filter = cellFilter(cells, tasks);
  const revisions = await dataRevisions(tasks, data.folders);
  const models: ModelPlan[] = [];
  for (const spec of specs) {
    const identity = await identifyModel(spec, opening, signal);
    models.push(
      await planModel(identity, cellsOfModel(identity.id, tasks, filter), tasks, revisions, output),
    );
  }
  if (models.every(({ todo, kept }) => todo.length + kept.length === 0)) {
    throw new GlottobenchError('GB_SUBSET_UNKNOWN', 'no cell passes the filters', {
      hint: 'a cell is kept only when all its languages are named; see glottobench tasks show NAME',
    });
  }
  return { tasks: new Map(tasks.map((task) => [task.definition.name, task])), models };
}

/**
 * Task → revision of the data that would be read: the content hash of a given folder, else what the
 * definition pins.
 */
async function dataRevisions(
  tasks: readonly WantedTask[],
  folders: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const revisions = new Map<string, string>();
  for (const { definition } of tasks) {
    const folder = dataFolder(definition, folders);
    if (folder !== undefined) revisions.set(definition.name, (await openFolder(folder)).revision);
    // A branch or tag may stand for any commit: nothing can be told from it.
    else if (
      /^[0-9a-f]{40}$/.test(definition.dataset.revision) ||
      definition.dataset.path.startsWith('npm:')
    )
      revisions.set(definition.name, definition.dataset.revision);
  }
  return revisions;
}

async function planModel(
  identity: ModelIdentity,
  cells: readonly Cell[],
  tasks: readonly WantedTask[],
  data: ReadonlyMap<string, string>,
  output: RunOutput,
): Promise<ModelPlan> {
  const folder = revisionFolder(output.folder, identity.id);
  const unsettled = await readJournal(folder);
  const ran = new Map(
    [
      ...((await readManifest(folder))?.cells ?? []),
      ...unsettled.cells.map(({ record }) => record),
    ].map((cell) => [cellKey(cell), cell]),
  );
  const todo: Cell[] = [];
  const kept: KeptCell[] = [];
  const replaced: string[] = [];
  for (const { definition } of tasks) {
    const existing = output.fresh
      ? undefined
      : await readExisting(folder, definition, unsettled.cells);
    if (existing?.otherRevision !== undefined) {
      replaced.push(
        `${definition.name}: the stored result is of data revision ${existing.otherRevision}, the task now names ${definition.dataset.revision}; it is run again`,
      );
    }
    const expected = data.get(definition.name);
    let otherData = 0;
    for (const cell of cells.filter(({ task }) => task === definition.name)) {
      const mainScore = existing?.mainScores.get(cell.split)?.get(cell.subset);
      const before = ran.get(cellKey(cell));
      const changed =
        mainScore !== undefined &&
        expected !== undefined &&
        before !== undefined &&
        before.dataset_revision !== expected;
      if (changed) otherData++;
      if (mainScore === undefined || changed) todo.push(cell);
      else {
        // What follows from all cells of the folder is told when they are all there.
        const warnings = before?.warnings?.filter((record) => !isOfAllCells(record)) ?? [];
        kept.push({ cell, mainScore, warnings });
      }
    }
    if (otherData > 0)
      replaced.push(
        `${definition.name}: ${otherData} stored cells were scored on other data; they are run again and replaced`,
      );
  }
  const wanted = new Set(cells.map(({ task }) => task));
  const definitions = tasks.map(({ definition }) => definition);
  return {
    ...identity,
    folder,
    todo,
    kept,
    replaced,
    taskPrompts:
      identity.prompts &&
      plannedPrompts(
        identity.prompts,
        definitions.filter(({ name }) => wanted.has(name)),
      ),
  };
}
