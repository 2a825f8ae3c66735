import { isGlottobenchError } from '../base/errors.js';
import { describeFidelity } from '../models/fidelity.js';
import type { RunFacts } from '../results/write/run-manifest.js';
import type { Cell } from '../types/cell.js';
import type { RunEvent } from '../types/event.js';
import type { RepositoryFiles } from '../types/repository.js';
import { subsetLanguages } from '../registry/subsets.js';
import type { CellEnds } from './cell-ends.js';
import type { CellSearch } from './cell/cell-search.js';
import { watchDownloads } from './open/download-watch.js';
import { inOrder } from './in-order.js';
import type { OpenedModel } from './open/model-facts.js';
import { TextCount } from './text-count.js';
import { openSource } from './open/open-source.js';
import type { ModelPlan, RunPlan } from './plan.js';
import type { RunRequest } from './request/request.js';
import { ResultSink, type FinishedCell } from './cell/result-sink.js';
import { runCell } from './cell/run-cell.js';
import { runWarning } from '../warnings/warning-event.js';

interface ModelInputs {
  readonly model: ModelPlan;
  readonly opened: OpenedModel;
  readonly search: CellSearch;
  readonly plan: RunPlan;
  readonly request: Pick<RunRequest, 'cells' | 'data' | 'opening' | 'output'>;
  readonly facts: RunFacts;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  readonly ends: CellEnds;
}

/** What the cells of one model share while they run. */
interface Shared {
  readonly sources: Map<string, Promise<RepositoryFiles>>;
  /** Texts done and to do, of all cells of the model. */
  readonly texts: TextCount;
}

/**
 * All cells of one opened model. A cell that fails is reported and the next one runs.
 * @throws what makes further cells futile: a checkpoint that is broken, a disk that takes nothing
 * more
 */
export async function runModel(inputs: ModelInputs): Promise<void> {
  const { model, search, emit, signal, ends } = inputs;
  const sink = new ResultSink(model.folder, inputs.facts, inputs.request.output.runDepth);
  const shared: Shared = {
    sources: new Map(),
    texts: new TextCount(model.todo, inputs.plan.tasks, inputs.request.cells.limit),
  };
  const stopped = (): boolean => signal.aborted;
  let done = 0;
  try {
    for await (const { item: cell, outcome } of inOrder(model.todo, search.atOnce, (one, left) =>
      runOne(one, { ...inputs, signal: AbortSignal.any([signal, left]) }, shared),
    )) {
      if (stopped()) break;
      try {
        if (outcome.status === 'rejected') throw outcome.reason;
        await keep(outcome.value, inputs, sink);
      } catch (error) {
        if (stopped()) break;
        if (isFutile(error)) throw error;
        ends.failOpen([cell], error);
      }
      done++;
      const total = model.todo.length;
      emit({ type: 'progress', model: model.id.name, stage: 'cells', done, total });
    }
  } finally {
    await sink.close();
  }
}

/**
 * A checkpoint that gives NaN fails every cell alike, and so does a full disk: say it once, as what
 * it is.
 */
function isFutile(error: unknown): boolean {
  return (
    isGlottobenchError(error) &&
    (error.code === 'GB_CHECKPOINT_CORRUPT' || error.code === 'GB_WRITE_FAILED')
  );
}

async function runOne(cell: Cell, inputs: ModelInputs, shared: Shared): Promise<FinishedCell> {
  const { opened, plan, request, emit, signal } = inputs;
  const task = plan.tasks.get(cell.task);
  if (task === undefined) throw new Error(`${cell.task} is not in the plan`);
  const { sources, texts } = shared;
  let source = sources.get(cell.task);
  if (source === undefined)
    sources.set(
      cell.task,
      (source = openSource(
        task.definition,
        request.data.folders,
        watchDownloads(opened.id.name, request.opening.hub, emit, signal),
      )),
    );
  const name = opened.id.name;
  const languages = subsetLanguages(task.definition).find(
    ([subset]) => subset === cell.subset,
  )?.[1] ?? [...new Set([...cell.queryLanguages, ...cell.documentLanguages])];
  return runCell({
    cell,
    definition: task.definition,
    languages,
    source: await source,
    search: inputs.search,
    limit: request.cells.limit,
    signal,
    onLoaded: (dataset) => {
      texts.loaded(cell, dataset.queries.length + (dataset.documentCount ?? 0));
      emit({
        type: 'stage',
        model: name,
        stage: 'encode',
        detail: `${cell.task} ${cell.split} ${cell.subset}`,
        total: texts.total,
      });
    },
    onTexts: (count) => {
      texts.add(count);
      emit({
        type: 'progress',
        model: name,
        stage: 'encode',
        done: texts.done,
        total: texts.total,
      });
    },
  });
}

/** Writes a cell, and then says so. */
async function keep(
  finished: FinishedCell,
  { opened, request, emit, signal, ends }: ModelInputs,
  sink: ResultSink,
): Promise<void> {
  if (sink.needsFidelity && opened.fidelity !== undefined) {
    const fidelity = await opened.fidelity(signal);
    sink.setFidelity(fidelity);
    const precision = request.opening.encoder.precision ?? 'fp32';
    const said = describeFidelity(precision, fidelity);
    emit(runWarning('reduced-precision', said, opened.id.name));
  }
  await sink.add(finished);
  const { cell, record } = finished;
  const { main_score: mainScore, queries, documents, seconds, warnings = [] } = record;
  ends.end({ state: 'scored', cell, mainScore, queries, documents, seconds, warnings });
}
