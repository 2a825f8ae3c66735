import { counted } from '../base/wording.js';
import { ensureFolder } from '../base/atomic-file.js';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { removeLeftovers } from '../results/write/leftovers.js';
import { lockRun } from '../results/write/run-lock.js';
import { modelMetaFor, writeModelMeta } from '../results/write/model-meta.js';
import { readCellWarnings } from '../results/read/cell-warnings.js';
import { isOfAllCells } from '../results/write/unequal-questions.js';
import { warningCodes } from '../warnings/record.js';
import type { Warning } from '../types/generated/warning.js';
import type { RunEvent } from '../types/event.js';
import { CellEnds } from './cell-ends.js';
import { watchDownloads } from './open/download-watch.js';
import { localSearch, type CellSearch } from './cell/cell-search.js';
import { eventStream } from './event-stream.js';
import type { OpenedModel } from './open/model-facts.js';
import { metaFacts } from './model-meta-facts.js';
import { runFacts } from './run-facts.js';
import { openModel } from './open/open-model.js';
import { planRequest, type ModelPlan, type RunPlan } from './plan.js';
import type { RunQueue } from './queue/run-queue.js';
import { requestOf, type RunRequest } from './request/request.js';
import type { RunOptions } from './request/run-options.js';
import { runModel } from './run-model.js';
import { enforceStoreLimit } from '../store/store-limit.js';
import { settleFolder } from './settle-folder.js';
import { cellWarning, runWarning } from '../warnings/warning-event.js';

/**
 * Evaluates models on tasks: plan, then model by model and cell by cell, writing each cell as it is
 * done. It begins when the stream is read. The same request again continues where the last one
 * stopped. Every planned cell ends with one `cell` event: `scored` when it is on disk. The stream
 * ends with `finished`; cells that fail do not stop it. Who leaves the loop early stops the run, as
 * the signal does.
 * @throws (from the stream) usage and input errors before anything is written; GB_INTERRUPTED after
 * a stop, state kept; with `strictData` GB_DATA_DOUBTFUL after `finished` where anything is known
 * against the data of a cell
 */
export function evaluate(options: RunOptions, signal?: AbortSignal): AsyncIterable<RunEvent> {
  const left = new AbortController();
  const stop = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  return eventStream(
    (push) => evaluateAll(options, push, stop),
    () => left.abort(),
  );
}

async function evaluateAll(
  options: RunOptions,
  emit: (event: RunEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const request = requestOf(options);
  const plan = await planRequest(request, signal);
  const queue = await openQueue(request, emit);
  const doubts: Warning[] = [];
  const watched = (event: RunEvent): void => {
    if (event.type === 'warning' && event.cell !== null) doubts.push(event);
    emit(event);
  };
  let failed: number;
  try {
    failed = await evaluatePlan({ plan, request, queue, emit: watched, signal });
  } finally {
    await queue?.close();
  }
  if (request.data.strict && failed === 0 && doubts.length > 0) throw doubtful(doubts);
}

function doubtful(doubts: readonly Warning[]): GlottobenchError {
  const codes = warningCodes(doubts);
  const cells = new Set(doubts.map(({ cell }) => JSON.stringify(cell))).size;
  return new GlottobenchError(
    'GB_DATA_DOUBTFUL',
    `the data of ${counted(cells, 'cell is', 'cells are')} in doubt: ${codes.join(', ')}`,
    {
      hint: 'the results are written; mend the data and run again, or leave --strict-data out. docs/warnings.md says what each code means',
    },
  );
}

/** Loaded only where a run asks for it. */
async function openQueue(
  { queue }: RunRequest,
  emit: (event: RunEvent) => void,
): Promise<RunQueue | undefined> {
  if (queue === undefined) return undefined;
  const { RunQueue: Opened } = await import('./queue/run-queue.js');
  return Opened.open(queue.address, (message) => emit(runWarning('queue-trouble', message)));
}

interface PlannedRun {
  readonly plan: RunPlan;
  readonly request: RunRequest;
  readonly queue: RunQueue | undefined;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** @returns how many cells failed */
async function evaluatePlan(run: PlannedRun): Promise<number> {
  const { plan, emit, signal } = run;
  emit({
    type: 'planned',
    cells: plan.models.flatMap(({ todo, kept }) => [...kept.map(({ cell }) => cell), ...todo]),
    done: plan.models.reduce((sum, { kept }) => sum + kept.length, 0),
    models: plan.models.map(({ id, backbone, folder }) => ({ ...id, backbone, folder })),
    metrics: Object.fromEntries(
      [...plan.tasks].map(([name, { definition }]) => [name, definition.main_score]),
    ),
    asks: Object.fromEntries(
      [...plan.tasks].map(([name, { definition }]) => [name, definition.asks ?? {}]),
    ),
  });
  const ends = new CellEnds(plan, emit);
  try {
    const files = await evaluateModels(run, ends);
    stopIfAsked(signal);
    await enforceStoreLimit();
    const { scored, failed, kept } = ends.counts;
    emit({ type: 'finished', scored, failed, kept, files });
    return failed;
  } catch (error) {
    ends.endAll(error, signal.aborted);
    throw error;
  }
}

/**
 * @returns the files that were written. @throws what ends the whole run, and what went wrong after
 * the last cell of a model
 */
async function evaluateModels(run: PlannedRun, ends: CellEnds): Promise<string[]> {
  const { plan, emit, signal } = run;
  const files: string[] = [];
  const late: unknown[] = [];
  for (const model of plan.models) {
    stopIfAsked(signal);
    const { name } = model.id;
    for (const message of model.warnings) emit(runWarning('model-doubt', message, name));
    for (const message of model.replaced) emit(runWarning('stored-result-replaced', message, name));
    for (const one of model.kept) ends.end({ state: 'kept', ...one });
    try {
      files.push(
        ...(model.todo.length === 0
          ? await completeModel(model, run)
          : await evaluateModel(model, run, ends)),
      );
      for (const record of await warningsOfAllCells(model)) emit(cellWarning(record, name));
    } catch (error) {
      if (endsRun(error, signal)) throw error;
      // One model that fails does not take the others with it; alone it ends the run as what it is.
      const told = ends.failOpen(model.todo, error);
      if (plan.models.length === 1) throw error;
      if (told === 0) late.push(error);
    }
  }
  if (late.length > 0) throw late[0];
  return files;
}

/** A stop, a disk that takes nothing more, and a fault of our own. */
function endsRun(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || !isGlottobenchError(error) || error.code === 'GB_WRITE_FAILED';
}

/** @returns the files that were written */
async function evaluateModel(model: ModelPlan, run: PlannedRun, ends: CellEnds): Promise<string[]> {
  await ensureFolder(model.folder);
  return inFolder(model, async () => {
    // What a run that was killed has left, before anything is added to it.
    await settleFolder(model, run.plan);
    try {
      await runCells(model, run, ends);
    } catch (error) {
      // Cells that are scored are in the journal: the next run brings them in, should this fail
      // too.
      await settleFolder(model, run.plan).catch(() => undefined);
      throw error;
    }
    return settleFolder(model, run.plan);
  });
}

/**
 * A model without a cell to run: what an earlier run could not finish is finished, where that can
 * be done.
 */
async function completeModel(model: ModelPlan, { plan, emit }: PlannedRun): Promise<string[]> {
  try {
    return await inFolder(model, () => settleFolder(model, plan));
  } catch (error) {
    const codes = ['GB_WRITE_FAILED', 'GB_USAGE'];
    if (!isGlottobenchError(error) || !codes.includes(error.code)) throw error;
    const said = `${error.message}; what is derived from the scores may not be up to date`;
    emit(runWarning('derived-not-current', said, model.id.name));
    return [];
  }
}

/**
 * What follows from all cells of the folder together, for the cells of the plan. A manifest that is
 * broken was said before.
 */
async function warningsOfAllCells({ folder, todo, kept }: ModelPlan): Promise<readonly Warning[]> {
  const known = await readCellWarnings(folder);
  return [...kept.map(({ cell }) => cell), ...todo].flatMap((cell) =>
    known(cell).filter(isOfAllCells),
  );
}

async function inFolder<T>({ folder }: ModelPlan, work: () => Promise<T>): Promise<T> {
  const lock = await lockRun(folder);
  try {
    await removeLeftovers(folder);
    return await work();
  } finally {
    await lock.release();
  }
}

async function runCells(model: ModelPlan, run: PlannedRun, ends: CellEnds): Promise<void> {
  const { plan, request, emit, signal } = run;
  const opened = await openModel(
    model.spec,
    model.id,
    { ...request.opening, encoder: model.encoder },
    watchDownloads(model.id.name, request.opening.hub, emit, signal),
  );
  try {
    emit({ type: 'stage', model: model.id.name, stage: 'open', detail: opened.line });
    for (const message of opened.warnings) emit(runWarning('model-doubt', message, model.id.name));
    await writeModelMeta(model.folder, modelMetaFor(metaFacts(model, opened)));
    const definitions = [...new Set(model.todo.map(({ task }) => task))].flatMap(
      (task) => plan.tasks.get(task)?.definition ?? [],
    );
    const facts = await runFacts(model, opened, definitions, request);
    const search = await searchFor(opened, model, run);
    await runModel({ model, opened, search, plan, request, facts, emit, signal, ends });
    for (const message of opened.doubtsAfter())
      emit(runWarning('model-doubt', message, model.id.name));
  } finally {
    await opened.close();
  }
}

async function searchFor(
  opened: OpenedModel,
  { spec, folder, encoder }: ModelPlan,
  { queue, request, emit }: PlannedRun,
): Promise<CellSearch> {
  if (queue === undefined) return localSearch(opened.ranker);
  const { searchByWorkers } = await import('./queue/search-by-workers.js');
  return searchByWorkers({
    queue,
    spec,
    opened,
    folder,
    settings: encoder,
    folders: request.data.folders,
    shardDocuments: request.queue?.shardDocuments,
    fresh: request.output.fresh,
    emit,
  });
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted)
    throw new GlottobenchError('GB_INTERRUPTED', 'stopped; finished cells are kept', {
      hint: 'the same command continues',
    });
}
