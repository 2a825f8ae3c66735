import { isGlottobenchError, type GlottobenchError } from '../base/errors.js';
import { describeFidelity } from '../models/fidelity.js';
import type { RunFacts } from '../results/write/run-manifest.js';
import type { Cell } from '../types/cell.js';
import type { RunEvent } from '../types/event.js';
import type { RepositoryFiles } from '../types/repository.js';
import { subsetLanguages } from '../registry/subsets.js';
import type { CellSearch } from './cell-search.js';
import { watchDownloads } from './download-watch.js';
import { inOrder } from './in-order.js';
import type { OpenedModel } from './model-facts.js';
import { openSource } from './open-source.js';
import type { ModelPlan, RunPlan } from './plan.js';
import type { RunRequest } from './request.js';
import { ResultSink, type FinishedCell } from './result-sink.js';
import { runCell } from './run-cell.js';

export interface ModelOutcome {
  scored: number;
  failed: number;
  readonly files: string[];
  /** Main scores of the cells that were run. */
  readonly cells: { readonly cell: Cell; readonly mainScore: number }[];
  /** The model itself is broken: why, and the cells that were not tried after it showed. */
  ended?: { readonly error: GlottobenchError; readonly cells: readonly Cell[] };
}

export interface ModelInputs {
  readonly model: ModelPlan;
  readonly opened: OpenedModel;
  readonly search: CellSearch;
  readonly plan: RunPlan;
  readonly request: Pick<RunRequest, 'cells' | 'data' | 'opening' | 'output'>;
  readonly facts: RunFacts;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** What the cells of one model share while they run. */
interface Shared {
  readonly sources: Map<string, Promise<RepositoryFiles>>;
  /** Warnings that were said already. */
  readonly warned: Set<string>;
  /** Texts done and to do, of the cells that run at once. */
  readonly texts: { done: number; total: number; running: number };
}

/** All cells of one opened model. A cell that fails is reported and the next one runs; a stop ends after the write. */
export async function runModel(inputs: ModelInputs): Promise<ModelOutcome> {
  const { model, search, emit, signal } = inputs;
  const sink = new ResultSink(model.folder, inputs.facts, inputs.request.output.runDepth);
  const shared: Shared = {
    sources: new Map(),
    warned: new Set(),
    texts: { done: 0, total: 0, running: 0 },
  };
  const stopped = (): boolean => signal.aborted;
  const outcome: ModelOutcome = { scored: 0, failed: 0, files: [], cells: [] };
  try {
    for await (const { item: cell, outcome: ended } of inOrder(
      model.todo,
      search.atOnce,
      (one, left) => runOne(one, { ...inputs, signal: AbortSignal.any([signal, left]) }, shared),
    )) {
      if (stopped()) break;
      try {
        if (ended.status === 'rejected') throw ended.reason;
        outcome.cells.push({ cell, mainScore: await keep(ended.value, inputs, sink) });
        outcome.scored++;
      } catch (error) {
        if (stopped()) break;
        // A checkpoint that gives NaN fails every cell alike: say it once, as what it is.
        if (isGlottobenchError(error) && error.code === 'GB_CHECKPOINT_CORRUPT') {
          outcome.ended = { error, cells: model.todo.slice(model.todo.indexOf(cell)) };
          break;
        }
        outcome.failed++;
        emit({
          type: 'cell',
          result: {
            state: 'failed',
            cell,
            error: error instanceof Error ? error : new Error(String(error)),
          },
        });
      }
      sink.check();
      emit({
        type: 'progress',
        model: model.id.name,
        stage: 'cells',
        done: outcome.scored + outcome.failed,
        total: model.todo.length,
      });
    }
  } finally {
    outcome.files.push(...(await sink.close()));
  }
  return outcome;
}

async function runOne(cell: Cell, inputs: ModelInputs, shared: Shared): Promise<FinishedCell> {
  const { opened, plan, request, emit, signal } = inputs;
  const task = plan.tasks.get(cell.task);
  if (task === undefined) throw new Error(`${cell.task} is not in the plan`);
  const { sources, warned, texts } = shared;
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
  if (texts.running++ === 0) texts.done = texts.total = 0;
  try {
    return await runCell({
      cell,
      definition: task.definition,
      languages,
      source: await source,
      search: inputs.search,
      limit: request.cells.limit,
      signal,
      onLoaded: (dataset) => {
        texts.total += dataset.queries.length + (dataset.documentCount ?? 0);
        emit({
          type: 'stage',
          model: name,
          stage: 'encode',
          detail: `${cell.task} ${cell.split} ${cell.subset}`,
          total: texts.total,
        });
        for (const message of dataset.warnings) {
          const text = `${cell.task}: ${message}`;
          if (!warned.has(text))
            emit({ type: 'warning', message: text, model: name, task: cell.task });
          warned.add(text);
        }
      },
      onTexts: (count) => {
        texts.done += count;
        emit({
          type: 'progress',
          model: name,
          stage: 'encode',
          done: texts.done,
          total: Math.max(texts.total, texts.done),
        });
      },
    });
  } finally {
    texts.running--;
  }
}

/** Writes a cell and says so. @returns its main score */
async function keep(
  finished: FinishedCell,
  { opened, request, emit, signal }: ModelInputs,
  sink: ResultSink,
): Promise<number> {
  if (sink.needsFidelity && opened.fidelity !== undefined) {
    const fidelity = await opened.fidelity(signal);
    sink.setFidelity(fidelity);
    emit({
      type: 'warning',
      message: describeFidelity(request.opening.encoder.precision ?? 'fp32', fidelity),
      model: opened.id.name,
    });
  }
  await sink.add(finished);
  const { main_score, queries, documents, seconds } = finished.record;
  emit({
    type: 'cell',
    result: {
      state: 'scored',
      cell: finished.cell,
      mainScore: main_score,
      queries,
      documents,
      seconds,
    },
  });
  return main_score;
}
