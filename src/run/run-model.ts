import { isGlottobenchError } from '../base/errors.js';
import { describeFidelity } from '../models/fidelity.js';
import type { RunFacts } from '../results/write/run-manifest.js';
import type { Cell } from '../types/cell.js';
import type { RunEvent } from '../types/event.js';
import type { RepositoryFiles } from '../types/repository.js';
import { subsetLanguages } from '../registry/subsets.js';
import { watchDownloads } from './download-watch.js';
import type { OpenedModel } from './model-facts.js';
import { openSource } from './open-source.js';
import type { ModelPlan, RunPlan } from './plan.js';
import type { RunRequest } from './request.js';
import { ResultSink } from './result-sink.js';
import { runCell } from './run-cell.js';

export interface ModelOutcome {
  scored: number;
  failed: number;
  readonly files: string[];
  /** Main scores of the cells that were run. */
  readonly cells: { readonly cell: Cell; readonly mainScore: number }[];
}

export interface ModelInputs {
  readonly model: ModelPlan;
  readonly opened: OpenedModel;
  readonly plan: RunPlan;
  readonly request: RunRequest;
  readonly facts: RunFacts;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** All cells of one opened model. A cell that fails is reported and the next one runs; a stop ends after the write. */
export async function runModel(inputs: ModelInputs): Promise<ModelOutcome> {
  const { model, emit, signal } = inputs;
  const sink = new ResultSink(model.folder, inputs.facts, inputs.request.runDepth);
  const sources = new Map<string, Promise<RepositoryFiles>>();
  const warned = new Set<string>();
  const outcome: ModelOutcome = { scored: 0, failed: 0, files: [], cells: [] };
  try {
    for (const cell of model.todo) {
      if (signal.aborted) break;
      try {
        outcome.cells.push({ cell, mainScore: await runOne(cell, inputs, sink, sources, warned) });
        outcome.scored++;
      } catch (error) {
        if (signal.aborted) break;
        // A checkpoint that gives NaN fails every cell alike: say it once, as what it is.
        if (isGlottobenchError(error) && error.code === 'GB_CHECKPOINT_CORRUPT') throw error;
        outcome.failed++;
        emit({ type: 'cell', result: { state: 'failed', cell, error: error instanceof Error ? error : new Error(String(error)) } });
      }
      sink.check();
      emit({ type: 'progress', model: model.id.name, stage: 'cells', done: outcome.scored + outcome.failed, total: model.todo.length });
    }
  } finally {
    outcome.files.push(...(await sink.close()));
  }
  return outcome;
}

async function runOne(cell: Cell, { opened, plan, request, emit, signal }: ModelInputs, sink: ResultSink, sources: Map<string, Promise<RepositoryFiles>>, warned: Set<string>): Promise<number> {
  const task = plan.tasks.get(cell.task);
  if (task === undefined) throw new Error(`${cell.task} is not in the plan`);
  let source = sources.get(cell.task);
  if (source === undefined) sources.set(cell.task, (source = openSource(task.definition, request, watchDownloads(opened.id.name, request, emit, signal))));
  let done = 0;
  let total = 0;
  const name = opened.id.name;
  const languages = subsetLanguages(task.definition).find(([subset]) => subset === cell.subset)?.[1] ?? [...new Set([...cell.queryLanguages, ...cell.documentLanguages])];
  const finished = await runCell({
    cell, definition: task.definition, languages, source: await source, ranker: opened.ranker, limit: request.limit, signal,
    onLoaded: (dataset) => {
      total = dataset.queries.length + (dataset.documentCount ?? 0);
      emit({ type: 'stage', model: name, stage: 'encode', detail: `${cell.task} ${cell.split} ${cell.subset}`, total });
      for (const message of dataset.warnings) {
        const text = `${cell.task}: ${message}`;
        if (!warned.has(text)) emit({ type: 'warning', message: text, model: name, task: cell.task });
        warned.add(text);
      }
    },
    onTexts: (texts) => {
      done += texts;
      emit({ type: 'progress', model: name, stage: 'encode', done, total: Math.max(total, done) });
    },
  });
  if (sink.needsFidelity && opened.fidelity !== undefined) {
    const fidelity = await opened.fidelity(signal);
    sink.setFidelity(fidelity);
    emit({ type: 'warning', message: describeFidelity(request.precision, fidelity), model: name });
  }
  await sink.add(finished);
  const { main_score, queries, documents, seconds } = finished.record;
  emit({ type: 'cell', result: { state: 'scored', cell, mainScore: main_score, queries, documents, seconds } });
  return main_score;
}
