import { GlottobenchError } from '../../base/errors.js';
import { pythonRound } from '../../base/python.js';
import type { TaskDefinition } from '../../types/generated/task.js';
import type {
  EvaluationPhase,
  SubsetScores,
  TaskResult,
} from '../../types/generated/task-result.js';
import type { ScoreDictionary } from '../../types/scores.js';
import { MTEB_VERSION } from '../mteb-version.js';

/** One timed stretch of an evaluation, in seconds from the start of this subset's evaluation. */
export interface Phase {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Empty or absent for a phase that belongs to no one split or subset, such as data loading. */
  readonly split?: string;
  readonly subset?: string;
}

/** Everything that one evaluated subset adds to a result file. */
export interface SubsetResult {
  readonly task: TaskDefinition;
  readonly split: string;
  readonly subset: string;
  /** The task's languages of this subset, verbatim: repeats stay. */
  readonly languages: readonly string[];
  /** In MTEB's key order; NaN where mteb has NaN. */
  readonly scores: ScoreDictionary;
  /** Wall-clock time of this subset. */
  readonly seconds: number;
  readonly phases?: readonly Phase[];
  /** Default: the release of mteb that these scores equal. */
  readonly mtebVersion?: string;
  /** When the evaluation ended; default now. */
  readonly date?: Date;
}

/**
 * The result file of this one subset alone, rounded as mteb rounds it at writing (6 decimals,
 * halves to even).
 * @throws GB_RESULT_INVALID when the main score is missing or not finite: mteb could load such a
 * file, but not use it
 */
export function resultOfSubset(added: SubsetResult): TaskResult {
  const { task, split, subset } = added;
  const main = added.scores[task.main_score];
  if (main === undefined || !Number.isFinite(main)) {
    const what = main === undefined ? 'is not among the scores' : `is ${String(main)}`;
    throw new GlottobenchError(
      'GB_RESULT_INVALID',
      `${task.name}, split ${split}, subset ${subset}: the main score ${task.main_score} ${what}; nothing was written`,
      {
        hint:
          main === undefined
            ? 'main_score of the task definition has to name a metric of the protocol'
            : 'no query of this subset could be scored: look at its qrels',
      },
    );
  }
  const version = added.mtebVersion ?? MTEB_VERSION;
  const entry: SubsetScores = {
    ...roundScores(added.scores),
    main_score: pythonRound(main, 6),
    hf_subset: subset,
    languages: [...added.languages],
    mteb_version: version,
  };
  const phases = added.phases ?? [];
  return {
    dataset_revision: task.dataset.revision,
    task_name: task.name,
    mteb_version: version,
    scores: { [split]: [entry] },
    evaluation_time: added.seconds,
    kg_co2_emissions: null,
    date: (added.date ?? new Date()).getTime() / 1000,
    evaluation_phases: phases.length === 0 ? null : phases.map(toPhase),
  };
}

function roundScores(scores: ScoreDictionary): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(scores).map(([metric, value]) => [
      metric,
      Number.isFinite(value) ? pythonRound(value, 6) : null,
    ]),
  );
}

function toPhase({ name, start, end, split = '', subset = '' }: Phase): EvaluationPhase {
  return { name, start, end, split, subset };
}
