import { ensureFolder } from '../base/atomic-file.js';
import { GlottobenchError, isGlottobenchError } from '../base/errors.js';
import { packageVersion } from '../base/package-path.js';
import { removeLeftovers } from '../results/write/leftovers.js';
import { lockRun } from '../results/write/run-lock.js';
import { modelMetaFor, writeModelMeta } from '../results/write/model-meta.js';
import type { RunEvent } from '../types/event.js';
import { watchDownloads } from './download-watch.js';
import { localSearch, type CellSearch } from './cell-search.js';
import { eventStream } from './event-stream.js';
import type { OpenedModel } from './model-facts.js';
import { ownDefinitions } from './own-definitions.js';
import { openModel } from './open-model.js';
import { planRequest, type ModelPlan, type RunPlan } from './plan.js';
import type { RunQueue } from './queue/run-queue.js';
import { requestOf, type RunRequest } from './request.js';
import type { RunOptions } from './run-options.js';
import { runModel, type ModelOutcome } from './run-model.js';
import { enforceStoreLimit } from '../store/store-limit.js';
import { writeTypology } from './typology.js';
import { runtimeVersion } from './versions.js';

/**
 * Evaluates models on tasks: plan, then model by model and cell by cell, writing each cell as it is done.
 * It begins when the stream is read. The same request again continues where the last one stopped. The stream ends with `finished`; cells that fail do not stop it.
 * Who leaves the loop early stops the run, as the signal does.
 * @throws (from the stream) usage and input errors before anything is written; GB_INTERRUPTED after a stop, state kept
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
  try {
    await evaluatePlan({ plan, request, queue, emit, signal });
  } finally {
    await queue?.close();
  }
}

/** Loaded only where a run asks for it. */
async function openQueue(
  { queue }: RunRequest,
  emit: (event: RunEvent) => void,
): Promise<RunQueue | undefined> {
  if (queue === undefined) return undefined;
  const { RunQueue: Opened } = await import('./queue/run-queue.js');
  return Opened.open(queue.address, (message) => emit({ type: 'warning', message }));
}

interface PlannedRun {
  readonly plan: RunPlan;
  readonly request: RunRequest;
  readonly queue: RunQueue | undefined;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

async function evaluatePlan(run: PlannedRun): Promise<void> {
  const { plan, emit, signal } = run;
  emit({
    type: 'planned',
    cells: plan.models.flatMap(({ todo, kept }) => [...kept.map(({ cell }) => cell), ...todo]),
    done: plan.models.reduce((sum, { kept }) => sum + kept.length, 0),
    models: plan.models.map(({ id, backbone, folder }) => ({ ...id, backbone, folder })),
    metrics: Object.fromEntries(
      [...plan.tasks].map(([name, { definition }]) => [name, definition.main_score]),
    ),
  });
  const total = { scored: 0, failed: 0, files: [] as string[] };
  for (const model of plan.models) {
    stopIfAsked(signal);
    for (const message of model.warnings) emit({ type: 'warning', message, model: model.id.name });
    for (const { cell, mainScore } of model.kept)
      emit({ type: 'cell', result: { state: 'kept', cell, mainScore } });
    if (model.todo.length === 0) {
      total.files.push(...(await writeTypology(model, plan, [])));
      continue;
    }
    const outcome = await evaluateModel(model, run).catch((error: unknown) =>
      unopened(error, model, signal),
    );
    if (outcome.ended !== undefined) {
      // One model that fails does not take the others with it; alone it ends the run as what it is.
      if (plan.models.length === 1) throw outcome.ended.error;
      for (const cell of outcome.ended.cells)
        emit({ type: 'cell', result: { state: 'failed', cell, error: outcome.ended.error } });
    }
    total.scored += outcome.scored;
    total.failed += outcome.failed + (outcome.ended?.cells.length ?? 0);
    total.files.push(...outcome.files);
  }
  stopIfAsked(signal);
  await enforceStoreLimit();
  emit({
    type: 'finished',
    scored: total.scored,
    failed: total.failed,
    kept: plan.models.reduce((sum, { kept }) => sum + kept.length, 0),
    files: total.files,
  });
}

/** The outcome of a model that cannot be opened. A stop and a full disk end the whole run. */
function unopened(error: unknown, model: ModelPlan, signal: AbortSignal): ModelOutcome {
  if (signal.aborted || !isGlottobenchError(error) || error.code === 'GB_WRITE_FAILED') throw error;
  return { scored: 0, failed: 0, files: [], cells: [], ended: { error, cells: model.todo } };
}

async function evaluateModel(model: ModelPlan, run: PlannedRun): Promise<ModelOutcome> {
  const { plan, request, emit, signal } = run;
  await ensureFolder(model.folder);
  const lock = await lockRun(model.folder);
  try {
    await removeLeftovers(model.folder);
    const opened = await openModel(
      model.spec,
      model.id,
      request.opening,
      watchDownloads(model.id.name, request.opening.hub, emit, signal),
    );
    try {
      emit({ type: 'stage', model: model.id.name, stage: 'open', detail: opened.line });
      for (const message of opened.warnings)
        emit({ type: 'warning', message, model: model.id.name });
      await writeModelMeta(model.folder, modelMetaFor(opened.meta));
      const facts = {
        glottobench: packageVersion(),
        onnxruntime: opened.manifest.pooling === null ? null : runtimeVersion(),
        model: { name: model.id.name, revision: model.id.revision },
        ...opened.manifest,
        tasks: await ownDefinitions(
          [...new Set(model.todo.map(({ task }) => task))].flatMap(
            (task) => plan.tasks.get(task)?.definition ?? [],
          ),
        ),
        config: request.stated,
      };
      const search = await searchFor(opened, model, run);
      const outcome = await runModel({ model, opened, search, plan, request, facts, emit, signal });
      for (const message of opened.doubtsAfter())
        emit({ type: 'warning', message, model: model.id.name });
      outcome.files.push(...(await writeTypology(model, plan, outcome.cells)));
      return outcome;
    } finally {
      await opened.close();
    }
  } finally {
    await lock.release();
  }
}

async function searchFor(
  opened: OpenedModel,
  { spec, folder }: ModelPlan,
  { queue, request, emit }: PlannedRun,
): Promise<CellSearch> {
  if (queue === undefined) return localSearch(opened.ranker);
  const { searchByWorkers } = await import('./queue/search-by-workers.js');
  return searchByWorkers({
    queue,
    spec,
    opened,
    folder,
    settings: request.opening.encoder,
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
