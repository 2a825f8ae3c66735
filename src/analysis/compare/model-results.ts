import { dirname } from 'node:path';
import { findCellFiles, QUERY_SCORES, type CellFile } from '../../results/cell-files.js';
import type { StoredResult } from '../../results/read/results.js';
import { readManifest } from '../../results/read/run-manifest.js';
import { taskSubsets, type TaskSubset } from '../../registry/subsets.js';
import { registeredModel } from '../../registry/models/model-registry.js';
import { trainingNames } from '../contamination/training-data.js';
import type { CellName } from '../../types/cell.js';
import type { CellScore } from '../../types/cell-score.js';
import type { CheckpointCard } from '../../types/generated/checkpoint-card.js';
import type { Backbone } from '../../types/language.js';
import { backbones } from '../../typology/backbones.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import { taskSides, toCells } from '../aggregate/cells.js';

/** A scored cell and the file of its per-query scores, where there is one. */
export interface ModelCell extends CellScore {
  readonly queryFile: CellFile | undefined;
}

/** Everything that one model of a comparison left on disk. */
export interface ModelResults {
  readonly name: string;
  readonly revision: string;
  readonly backbone: Backbone | undefined;
  /** From the run's manifest; undefined for results of others. */
  readonly card: CheckpointCard | undefined;
  /** Names of the training data as `model_meta.json` has them; undefined = not known. */
  readonly trainingData: readonly string[] | undefined;
  readonly cells: readonly ModelCell[];
  /**
   * Weights, tokenizer, pooling and precision in one hash, and when it was last run; undefined for
   * results of others.
   */
  readonly fingerprint?: string | undefined;
  readonly updated?: string | undefined;
}

interface ModelReadOptions {
  readonly tasks: ReadonlyMap<string, TaskDefinition>;
  readonly backbones?: ReadonlyMap<string, Backbone> | undefined;
  /** Another metric than each task's main score. */
  readonly metric?: string | undefined;
}

/**
 * Puts the result files of one model together. Sides of a subset follow the task's definition,
 * where there is one.
 */
export async function modelResults(
  stored: readonly StoredResult[],
  options: ModelReadOptions,
): Promise<ModelResults> {
  const [first] = stored;
  if (first === undefined) throw new Error('a model has results');
  const folders = [...new Set(stored.map(({ file }) => dirname(file)))];
  const manifests = new Map(
    await Promise.all(folders.map(async (folder) => [folder, await readManifest(folder)] as const)),
  );
  const card = [...manifests.values()]
    .map((manifest) => manifest?.card)
    .find((one) => one !== undefined && one !== null) as CheckpointCard | undefined;
  const backbone =
    [...backbones().keys()].find((known) => known === card?.backbone) ??
    options.backbones?.get(first.model);
  const queryFiles = new Map(
    await Promise.all(
      folders.map(async (folder) => {
        const scored = [
          ...(manifests.get(folder)?.cells ?? []),
          ...stored.filter(({ file }) => dirname(file) === folder).flatMap(cellsIn),
        ];
        return [folder, await findCellFiles(folder, QUERY_SCORES, scored)] as const;
      }),
    ),
  );
  const newest = [...manifests.values()]
    .filter((one) => one !== undefined)
    .sort((a, b) => (a.updated < b.updated ? 1 : -1))[0];
  return {
    name: first.model,
    fingerprint: newest?.model.fingerprint,
    updated: newest?.updated,
    revision: [...new Set(stored.map(({ revision }) => revision))].join(' + '),
    backbone,
    card,
    trainingData: trainingData(stored, card),
    cells: stored.flatMap((result) =>
      cellsOf(result, queryFiles.get(dirname(result.file)), backbone, options),
    ),
  };
}

function cellsOf(
  result: StoredResult,
  findFile: ((cell: CellName) => CellFile | undefined) | undefined,
  backbone: Backbone | undefined,
  { tasks, metric }: ModelReadOptions,
): ModelCell[] {
  const definition = tasks.get(result.result.task_name);
  const sides = new Map<string, TaskSubset>(
    definition === undefined
      ? []
      : taskSubsets(definition).map((subset) => [subset.subset, subset]),
  );
  const cells = toCells([result], {
    backboneOf: () => backbone,
    taskOf: () => (definition === undefined ? undefined : taskSides(definition)),
    metric,
  });
  return cells.map((cell) => {
    const known = sides.get(cell.subset);
    return {
      ...cell,
      ...(known === undefined
        ? {}
        : {
            setting: known.setting,
            queryLanguages: known.queryLanguages,
            documentLanguages: known.documentLanguages,
          }),
      queryFile: findFile?.(cell),
    };
  });
}

/** By card and registry; of a model that has neither, by what its model_meta.json says. */
function trainingData(
  stored: readonly StoredResult[],
  card: CheckpointCard | undefined,
): readonly string[] | undefined {
  const registered = registeredModel(stored[0]?.model ?? '');
  if (card !== undefined || registered !== undefined) return trainingNames({ card, registered });
  const meta = stored
    .map((one) => one.meta)
    .find(
      (one) => (one?.training_datasets ?? null) !== null || (one?.adapted_from ?? null) !== null,
    );
  const declared = meta?.training_datasets ?? undefined;
  const names = Array.isArray(declared) ? declared : declared && Object.keys(declared);
  return trainingNames({
    card: {
      ...(names !== undefined && { training_datasets: names.map((name) => ({ name })) }),
      ...(typeof meta?.adapted_from === 'string' && { base_model: meta.adapted_from }),
    },
    registered: undefined,
  });
}

function cellsIn({ result }: StoredResult): CellName[] {
  return Object.entries(result.scores).flatMap(([split, entries]) =>
    entries.map((entry) => ({ task: result.task_name, split, subset: entry.hf_subset })),
  );
}
